#include "recording/format/version_0.h"

#include "recording/format/layout.h"
#include "recording/format/note_text.h"
#include "recording/format/opening_note.h"

namespace insyn::recording {
namespace {

constexpr std::string_view kVersion0Head = "insyn recording opening 0";

Status take(std::string_view key, std::string_view value, Version0& old) {
  if (key == "id") return take_text(value, old.id);
  if (key == "workstation") return take_text(value, old.workstation);
  if (key == "call") return take_text(value, old.call);
  if (key == "agent") return take_text(value, old.agent);
  if (key == "start") return take_time(value, old.start);
  if (key == "agreement-sha256") return take_digest(value, old.agreement_hash);
  if (key != "application") return {};
  if (old.applications.size() == kMostApplications) return fail(Code::kCorrupt, "too many applications");
  return take_text(value, old.applications.emplace_back());
}

}  // namespace

bool is_version_0(std::string_view opening_text) {
  return opening_text.starts_with(fmt::format("{}\n", kVersion0Head));
}

Result<Version0> parse_version_0(std::string_view opening_text) {
  Version0 old;
  TRY(read_lines(opening_text, kVersion0Head,
                 [&](std::string_view key, std::string_view value) { return take(key, value, old); }));
  if (!is_version_0_id(old.id)) return fail(Code::kCorrupt, "not a recording id of version 0");
  return old;
}

}  // namespace insyn::recording
