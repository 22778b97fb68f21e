#include "usage/entry.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "agreement/call_id.h"

namespace insyn::usage {
namespace {

constexpr std::size_t kLongestText = 500;

Failure malformed() { return fail(Code::kCorrupt, "not a line of a usage journal"); }

std::vector<std::string_view> fields_of(std::string_view text) {
  std::vector<std::string_view> fields;
  for (;;) {
    const std::size_t end = text.find('\t');
    fields.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return fields;
    text.remove_prefix(end + 1);
  }
}

Result<Digest> parse_digest(std::string_view text) {
  TRY_ASSIGN(const Bytes bytes, from_hex(text));
  Digest digest{};
  if (bytes.size() != digest.size()) return malformed();
  std::copy(bytes.begin(), bytes.end(), digest.begin());
  return digest;
}

Result<std::uint64_t> parse_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size() || number == 0) return malformed();
  return number;
}

Result<Entry> parse_certified(const std::vector<std::string_view>& fields) {
  Certified entry;
  TRY_ASSIGN(entry.number, parse_number(fields[1]));
  TRY_ASSIGN(entry.begin, parse_utc(fields[2]));
  entry.recording = fields[3];
  TRY_ASSIGN(entry.agreement_hash, parse_digest(fields[4]));
  TRY_ASSIGN(entry.certificate_hash, parse_digest(fields[5]));
  entry.agent = fields[6];
  entry.call = fields[7];
  return Entry(std::move(entry));
}

Result<Entry> parse_not_recorded(const std::vector<std::string_view>& fields) {
  NotRecorded entry;
  entry.why = fields[0] == "discarded" ? NotRecorded::Why::kDiscarded : NotRecorded::Why::kRefused;
  TRY_ASSIGN(entry.time, parse_utc(fields[1]));
  TRY_ASSIGN(entry.agreement_hash, parse_digest(fields[2]));
  entry.agent = fields[3];
  entry.call = fields[4];
  return Entry(std::move(entry));
}

Result<Entry> parse_fields(const std::vector<std::string_view>& fields) {
  if (fields[0] == "certified" && fields.size() == 8) return parse_certified(fields);
  if ((fields[0] == "refused" || fields[0] == "discarded") && fields.size() == 5)
    return parse_not_recorded(fields);
  return malformed();
}

}  // namespace

bool fits_in_entry(std::string_view text) {
  return text.size() <= kLongestText && std::none_of(text.begin(), text.end(), [](char c) {
           const auto byte = static_cast<unsigned char>(c);
           return byte < 0x20 || byte == 0x7f;
         });
}

std::string text_of(const Entry& entry) {
  if (const auto* one = std::get_if<Certified>(&entry)) {
    return fmt::format("certified\t{}\t{}\t{}\t{}\t{}\t{}\t{}", one->number, to_text(one->begin),
                       one->recording, to_hex(one->agreement_hash), to_hex(one->certificate_hash), one->agent,
                       one->call);
  }
  const auto& one = std::get<NotRecorded>(entry);
  return fmt::format("{}\t{}\t{}\t{}\t{}", one.why == NotRecorded::Why::kDiscarded ? "discarded" : "refused",
                     to_text(one.time), to_hex(one.agreement_hash), one.agent, one.call);
}

Result<Entry> parse_entry(std::string_view text) {
  const std::vector<std::string_view> fields = fields_of(text);
  for (const std::string_view field : fields) {
    if (!fits_in_entry(field)) return malformed();
  }
  TRY_ASSIGN(Entry entry, parse_fields(fields));
  if (text_of(entry) != text) return malformed();
  const std::string& call = std::visit([](const auto& one) -> const std::string& { return one.call; }, entry);
  if (call.empty() || agreement::normalised_call_id(call) != call) return malformed();
  return entry;
}

}  // namespace insyn::usage
