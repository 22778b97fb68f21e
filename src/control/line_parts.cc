#include "control/line_parts.h"

#include <algorithm>

namespace insyn::control {
using json::Json;
using json::Members;

namespace {

constexpr Code kCodes[] = {Code::kTransient, Code::kPermanent, Code::kBadPeer,
                           Code::kCorrupt,   Code::kDenied,    Code::kFull};

}  // namespace

std::string cut(std::string text, std::size_t limit) {
  for (char& c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) c = ' ';
  }
  if (text.size() <= limit) return text;
  std::size_t end = limit;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  text.resize(end);
  return text;
}

Result<Code> error_code_called(const std::string& name) {
  const auto* found =
      std::find_if(std::begin(kCodes), std::end(kCodes), [&](Code code) { return name == name_of(code); });
  if (found == std::end(kCodes)) return fail(Code::kBadPeer, "unknown error code");
  return *found;
}

Result<reason::Withheld> withheld_called(const std::string& code) {
  const auto found = reason::withheld_of(std::string_view(code));
  if (!found) return fail(Code::kBadPeer, "unknown reason to withhold");
  return *found;
}

Json reason_json(const reason::Reason& reason) {
  Json json = {{"code", code_of(reason)}};
  std::visit([&](const auto& kind) { kind.fields(kind, WriteParameters{json}); }, reason.any());
  return json;
}

Result<reason::Reason> parse_reason(Members members) {
  const std::string code = members.text("code", kLongestText).value_or("");
  std::optional<reason::Reason> found;
  Status read;
  reason::for_each_kind([&](auto kind) {
    if (code != kind.kCode) return;
    ReadParameters parameters{members};
    kind.fields(kind, parameters);
    read = std::move(parameters.status);
    found = std::move(kind);
  });
  TRY(members.finish());
  TRY(read);
  if (!found) return fail(Code::kBadPeer, "unknown reason");
  return *std::move(found);
}

}  // namespace insyn::control
