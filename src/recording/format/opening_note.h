// The note with which a recording begins, signed by the recording's own key, which it states. It says nothing
// of whom, when exactly, or why: certificate.h does. Lines of "key value" in a fixed order; docs/recording.md
// describes them byte for byte.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "agreement/terms.h"
#include "base/clock.h"
#include "base/sha256.h"
#include "recording/format/layout.h"

namespace insyn::recording {

// A key file, as it was written.
struct KeyFileRecord {
  std::string name;  // one of kKeyFiles
  Digest sha256{};
  bool operator==(const KeyFileRecord&) const = default;
};
// "key.age <sha256 in hexadecimal digits>".
std::string text_of(const KeyFileRecord& file);
Result<KeyFileRecord> parse_key_file(std::string_view text);

// Of one recording.
inline constexpr std::size_t kMostApplications = 50;

struct RecordedApplication {
  std::string name;              // in the agreement
  std::optional<Digest> sha256;  // of the program that was recorded
  bool operator==(const RecordedApplication&) const = default;
};
// "Kundstöd, Wiki".
std::string names_of(const std::vector<RecordedApplication>& applications);

struct Opening {
  std::string id;
  std::string key;  // note::Verifier::text() of the recording's signing key, whose name is the id
  std::string agreement_id;
  Digest agreement_hash{};
  std::chrono::sys_days date{};  // on which it began, in `zone`
  std::string zone;              // the agreement's (IANA)
  std::string recipient;         // R, "age1…"; empty where no pictures are made
  std::string events_recipient;  // E; empty where no events are kept
  std::string calls_recipient;   // C
  std::vector<KeyFileRecord> key_files;
  std::vector<RecordedApplication> applications;  // at least one
  agreement::Level level = agreement::Level::kFull;
  int retention_days = 0;  // as agreed; counted from the date
  bool operator==(const Opening&) const = default;
};

std::string text_of(const Opening& opening);
// kCorrupt with the line number and the reason where the text is not exactly what text_of() would write.
Result<Opening> parse_opening(std::string_view text);

// "2026-12-01".
std::string date_text(std::chrono::sys_days date);
// The last day on which the recording may be there.
std::chrono::sys_days kept_until(const Opening& opening);

}  // namespace insyn::recording
