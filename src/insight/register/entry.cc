#include "insight/register/entry.h"

#include <fmt/format.h>

#include <charconv>

#include "base/bytes.h"

namespace insyn::insight {
namespace {

constexpr std::string_view kHead = "insyn report 1\n";
constexpr std::string_view kNone = "none";

// Takes "<key>: <value>" and its line end off.
Result<std::string_view> take_line(std::string_view& text, std::string_view key) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  if (end == std::string_view::npos || !line.starts_with(key) || line.substr(key.size(), 2) != ": ")
    return fail(Code::kCorrupt, "the note has no line “{}”", key);
  text.remove_prefix(end + 1);
  return line.substr(key.size() + 2);
}

Result<std::uint32_t> number_of(std::string_view text) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size())
    return fail(Code::kCorrupt, "the note has no number where one belongs");
  return number;
}

Result<Digest> digest_of(std::string_view hex) {
  TRY_ASSIGN(const Bytes bytes, from_hex(hex));
  Digest digest{};
  if (bytes.size() != digest.size()) return fail(Code::kCorrupt, "the note has no SHA-256 where one belongs");
  std::copy(bytes.begin(), bytes.end(), digest.begin());
  return digest;
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
  TRY_ASSIGN(const std::string_view number, take_line(text, "number"));
  TRY_ASSIGN(entry.number, number_of(number));
  TRY_ASSIGN(const std::string_view before, take_line(text, "before"));
  if (before != kNone) {
    TRY_ASSIGN(entry.before, digest_of(before));
  }
  TRY_ASSIGN(const std::string_view made, take_line(text, "made"));
  TRY_ASSIGN(entry.made, parse_utc(made));
  TRY_ASSIGN(const std::string_view agreement, take_line(text, "agreement"));
  TRY_ASSIGN(entry.agreement, digest_of(agreement));
  TRY_ASSIGN(const std::string_view from, take_line(text, "from"));
  TRY_ASSIGN(entry.from, parse_utc(from));
  TRY_ASSIGN(const std::string_view to, take_line(text, "to"));
  TRY_ASSIGN(entry.to, parse_utc(to));
  TRY_ASSIGN(const std::string_view zone, take_line(text, "zone"));
  entry.zone = zone;
  TRY_ASSIGN(const std::string_view min_group, take_line(text, "min_group"));
  TRY_ASSIGN(entry.min_group, number_of(min_group));
  TRY_ASSIGN(const std::string_view min_calls, take_line(text, "min_calls"));
  TRY_ASSIGN(entry.min_calls, number_of(min_calls));
  TRY_ASSIGN(const std::string_view calls, take_line(text, "calls"));
  TRY_ASSIGN(entry.calls, digest_of(calls));
  TRY_ASSIGN(const std::string_view report, take_line(text, "report"));
  TRY_ASSIGN(entry.report, digest_of(report));
  if (text_of(entry) != whole) return fail(Code::kCorrupt, "the note is not in the one form that it has");
  return entry;
}

}  // namespace insyn::insight
