#include "tray/own_recordings.h"

#include <fmt/format.h>

#include <algorithm>

#include "agreement/zone.h"
#include "link/outbox/outbox.h"
#include "recording/format/layout.h"
#include "recording/open/open_keys.h"
#include "words/date.h"
#include "words/reason.h"

namespace insyn::tray {
namespace {

std::string withheld_text(const recording::Balance& balance, words::Language language) {
  std::string text;
  for (const auto& [reason, tally] : balance.withheld) {
    if (!text.empty()) text += ", ";
    text += fmt::format("{}× {}", tally.times, words::say(reason, language));
  }
  return text;
}

// Its key files are there, all that the opening note lists.
bool is_whole(const recording::Recording& recording) {
  return std::all_of(recording.opening.key_files.begin(), recording.opening.key_files.end(),
                     [&](const recording::KeyFileRecord& file) { return recording.has(file.name); });
}

std::optional<recording::EndStatement> end_of(const recording::Recording& recording,
                                              std::span<const seal::Identity> keys) {
  if (keys.empty()) return std::nullopt;
  const auto calls = open_own_key(recording, recording::OwnKey::kCalls, keys);
  if (!calls) return std::nullopt;
  return read_end(recording, *calls).value_or(std::nullopt);
}

OwnRecording row_of(const recording::Recording& recording, words::Language language,
                    std::span<const seal::Identity> keys) {
  OwnRecording row;
  row.id = recording.opening.id;
  row.began = words::minute_text(recording.began(), language);
  row.applications = names_of(recording.opening.applications);
  if (const auto end = end_of(recording, keys)) {
    row.length = words::length_text(end->duration);
    row.withheld = withheld_text(end->balance, language);
  }
  row.kept_until = words::day_text(kept_until(recording.opening), language);
  row.has_pictures = !recording.opening.recipient.empty();
  row.discarded = !is_whole(recording);
  return row;
}

OwnRecording row_of(const recording::OldRecording& recording, words::Language language) {
  OwnRecording row;
  row.id = recording.id;
  row.began = words::minute_text(recording.start, language);
  row.applications = fmt::format("{}", fmt::join(recording.applications, ", "));
  row.has_pictures = false;
  row.old = true;
  std::error_code error;
  row.discarded = !std::filesystem::exists(recording.folder / recording::kAgentKey, error);
  return row;
}

}  // namespace

std::vector<OwnRecording> own_recordings(const Path& spool, const Path& outbox, const std::string& agent,
                                         words::Language language, std::span<const seal::Identity> keys) {
  std::vector<OwnRecording> own;
  const auto listing = recording::list_recordings(spool);
  if (!listing) return own;
  for (auto one = listing->recordings.rbegin(); one != listing->recordings.rend(); ++one) {
    if (one->certificate && one->certificate->agent == agent) own.push_back(row_of(*one, language, keys));
  }
  for (auto one = listing->old.rbegin(); one != listing->old.rend(); ++one) {
    if (one->agent == agent) own.push_back(row_of(*one, language));
  }
  for (OwnRecording& one : own) one.unconfirmed = link::is_unconfirmed(outbox, one.id);
  return own;
}

}  // namespace insyn::tray
