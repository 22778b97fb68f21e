#include "insight/register/entry.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/bytes.h"

namespace insyn::insight {
namespace {

constexpr std::string_view kHead = "insyn report 1\n";
constexpr std::string_view kNone = "none";

Status read_value(std::string_view text, std::string& value) {
  value = text;
  return {};
}

Status read_value(std::string_view text, std::uint32_t& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size())
    return fail(Code::kCorrupt, "the note has no number where one belongs");
  return {};
}

Status read_value(std::string_view text, Utc& value) {
  TRY_ASSIGN(value, parse_utc(text));
  return {};
}

Status read_value(std::string_view text, Digest& value) {
  TRY_ASSIGN(const Bytes bytes, from_hex(text));
  if (bytes.size() != value.size()) return fail(Code::kCorrupt, "the note has no SHA-256 where one belongs");
  std::copy(bytes.begin(), bytes.end(), value.begin());
  return {};
}

Status read_value(std::string_view text, std::optional<Digest>& value) {
  return text == kNone ? Status() : read_value(text, value.emplace());
}

// Takes "<key>: <value>" and its line end off.
template <class Value>
Status take_line(std::string_view& text, std::string_view key, Value& value) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  if (end == std::string_view::npos || !line.starts_with(key) || line.substr(key.size(), 2) != ": ")
    return fail(Code::kCorrupt, "the note has no line “{}”", key);
  text.remove_prefix(end + 1);
  return read_value(line.substr(key.size() + 2), value);
}

}  // namespace

std::string text_of(const Entry& entry) {
  return fmt::format(
      "{}number: {}\nbefore: {}\nmade: {}\nagreement: {}\nfrom: {}\nto: {}\nzone: {}\nmin_group: "
      "{}\nmin_calls: {}\n"
      "calls: {}\nreport: {}\n",
      kHead, entry.number, entry.before ? to_hex(*entry.before) : std::string(kNone), to_text(entry.made),
      to_hex(entry.agreement), to_text(entry.from), to_text(entry.to), entry.zone, entry.min_group,
      entry.min_calls, to_hex(entry.calls), to_hex(entry.report));
}

Result<Entry> parse_entry(std::string_view text) {
  const std::string_view whole = text;
  if (!text.starts_with(kHead)) return fail(Code::kCorrupt, "the note is not about a report");
  text.remove_prefix(kHead.size());
  Entry entry;
  TRY(take_line(text, "number", entry.number));
  TRY(take_line(text, "before", entry.before));
  TRY(take_line(text, "made", entry.made));
  TRY(take_line(text, "agreement", entry.agreement));
  TRY(take_line(text, "from", entry.from));
  TRY(take_line(text, "to", entry.to));
  TRY(take_line(text, "zone", entry.zone));
  TRY(take_line(text, "min_group", entry.min_group));
  TRY(take_line(text, "min_calls", entry.min_calls));
  TRY(take_line(text, "calls", entry.calls));
  TRY(take_line(text, "report", entry.report));
  if (text_of(entry) != whole) return fail(Code::kCorrupt, "the note is not in the one form that it has");
  return entry;
}

}  // namespace insyn::insight
