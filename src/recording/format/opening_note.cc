#include "recording/format/opening_note.h"

#include <algorithm>

#include "recording/format/certificate.h"
#include "recording/format/note_text.h"

namespace insyn::recording {
namespace {

constexpr std::string_view kOpeningHead = "insyn recording opening 1";
constexpr int kLongestRetention = 365;
constexpr std::string_view kNoHash = "-";

Status take_level(std::string_view value, Opening& opening) {
  for (const auto level : {agreement::Level::kMetrics, agreement::Level::kStructure,
                           agreement::Level::kMasked, agreement::Level::kFull}) {
    if (value != agreement::level_name(level)) continue;
    opening.level = level;
    return {};
  }
  return fail(Code::kCorrupt, "unknown level");
}

// "<hash or -> <name>".
Status take_application(std::string_view value, Opening& opening) {
  if (opening.applications.size() == kMostApplications) return fail(Code::kCorrupt, "too many applications");
  RecordedApplication& application = opening.applications.emplace_back();
  const std::string_view hash = take_word(value);
  if (hash != kNoHash) TRY(take_digest(hash, application.sha256));
  return take_text(value, application.name);
}

Status take_key_file(std::string_view value, Opening& opening) {
  TRY_ASSIGN(KeyFileRecord file, parse_key_file(value));
  opening.key_files.push_back(std::move(file));
  return {};
}

Status take_retention(std::string_view value, Opening& opening) {
  TRY_ASSIGN(const std::uint64_t days, parse_number(value, kLongestRetention));
  opening.retention_days = static_cast<int>(days);
  return {};
}

std::string* text_named(std::string_view key, Opening& opening) {
  if (key == "id") return &opening.id;
  if (key == "key") return &opening.key;
  if (key == "agreement") return &opening.agreement_id;
  if (key == "zone") return &opening.zone;
  if (key == "recipient") return &opening.recipient;
  if (key == "events-recipient") return &opening.events_recipient;
  if (key == "calls-recipient") return &opening.calls_recipient;
  return nullptr;
}

Status take(std::string_view key, std::string_view value, Opening& opening) {
  if (std::string* text = text_named(key, opening)) return take_text(value, *text);
  if (key == "agreement-sha256") return take_digest(value, opening.agreement_hash);
  if (key == "date") return take_date(value, opening.date);
  if (key == "key-file") return take_key_file(value, opening);
  if (key == "application") return take_application(value, opening);
  if (key == "level") return take_level(value, opening);
  if (key == "retention-days") return take_retention(value, opening);
  return fail(Code::kCorrupt, "unknown line in an opening note");
}

bool lists(const Opening& opening, const char* name) {
  return std::any_of(opening.key_files.begin(), opening.key_files.end(),
                     [&](const KeyFileRecord& file) { return file.name == name; });
}

// In their order, each once, and each where there is something that it opens.
Status check_key_files(const Opening& opening) {
  std::size_t next = 0;
  for (const KeyFileRecord& file : opening.key_files) {
    while (next < kKeyFiles.size() && file.name != kKeyFiles[next]) ++next;
    if (next++ == kKeyFiles.size()) return fail(Code::kCorrupt, "the key files are not in order");
  }
  const std::pair<const char*, bool> needed[] = {
      {kKey, !opening.recipient.empty()}, {kEventsKey, !opening.events_recipient.empty()}, {kCallsKey, true}};
  for (const auto& [name, wanted] : needed) {
    if (lists(opening, name) != wanted)
      return fail(Code::kCorrupt, "{} must be listed where the note names its recipient, and only there",
                  name);
  }
  return {};
}

Status check_complete(const Opening& opening) {
  if (!is_recording_id(opening.id)) return fail(Code::kCorrupt, "not a recording id");
  TRY(recording_key(opening.id, opening.key));
  for (const std::string* needed : {&opening.agreement_id, &opening.zone, &opening.calls_recipient}) {
    if (needed->empty()) return fail(Code::kCorrupt, "a line of the opening note is missing");
  }
  const bool pictures = opening.level != agreement::Level::kMetrics;
  if (pictures == opening.recipient.empty()) {
    return fail(Code::kCorrupt, "a recipient must be named if there are pictures, and only then");
  }
  if (opening.applications.empty()) return fail(Code::kCorrupt, "the opening note names no application");
  return check_key_files(opening);
}

}  // namespace

std::string text_of(const KeyFileRecord& file) {
  return fmt::format("{} {}", file.name, to_hex(file.sha256));
}

Result<KeyFileRecord> parse_key_file(std::string_view text) {
  KeyFileRecord file;
  file.name = take_word(text);
  if (std::find(kKeyFiles.begin(), kKeyFiles.end(), file.name) == kKeyFiles.end())
    return fail(Code::kCorrupt, "not the name of a key file");
  TRY(take_digest(text, file.sha256));
  return file;
}

std::string names_of(const std::vector<RecordedApplication>& applications) {
  std::string names;
  for (const RecordedApplication& application : applications)
    names += (names.empty() ? "" : ", ") + application.name;
  return names;
}

std::string text_of(const Opening& opening) {
  std::string text = fmt::format("{}\n", kOpeningHead);
  const auto line = [&text](std::string_view key, std::string_view value) {
    if (!value.empty()) text += fmt::format("{} {}\n", key, value);
  };
  line("id", opening.id);
  line("key", opening.key);
  line("agreement", opening.agreement_id);
  line("agreement-sha256", to_hex(opening.agreement_hash));
  line("date", date_text(opening.date));
  line("zone", opening.zone);
  line("recipient", opening.recipient);
  line("events-recipient", opening.events_recipient);
  line("calls-recipient", opening.calls_recipient);
  for (const KeyFileRecord& file : opening.key_files) line("key-file", text_of(file));
  for (const RecordedApplication& application : opening.applications) {
    line("application",
         fmt::format("{} {}", application.sha256 ? to_hex(*application.sha256) : kNoHash, application.name));
  }
  line("level", agreement::level_name(opening.level));
  line("retention-days", std::to_string(opening.retention_days));
  return text;
}

Result<Opening> parse_opening(std::string_view text) {
  Opening opening;
  TRY(read_lines(text, kOpeningHead,
                 [&](std::string_view key, std::string_view value) { return take(key, value, opening); }));
  TRY(check_complete(opening));
  TRY(expect_same(text, text_of(opening)));
  return opening;
}

std::string date_text(std::chrono::sys_days date) { return to_text(Utc(date)).substr(0, 10); }

std::chrono::sys_days kept_until(const Opening& opening) {
  return opening.date + std::chrono::days(opening.retention_days);
}

}  // namespace insyn::recording
