#include "tray/own_recordings.h"

#include <fmt/format.h>

#include "agreement/zone.h"
#include "recording/format/layout.h"
#include "recording/store/recording.h"
#include "words/clock.h"
#include "words/reason.h"

namespace insyn::tray {
namespace {

// Seconds do not help anybody who looks for a call.
std::string minute_text(Utc time) {
  std::string text = to_text(time).substr(0, 16);
  text[10] = ' ';
  return text + " UTC";
}

std::string withheld_text(const recording::Balance& balance, words::Language language) {
  std::string text;
  for (const auto& [reason, tally] : balance.withheld) {
    if (!text.empty()) text += ", ";
    text += fmt::format("{}× {}", tally.times, words::say(reason, language));
  }
  return text;
}

bool has_key(const recording::Recording& recording) {
  std::error_code error;
  return std::filesystem::exists(recording.folder / recording::kKey, error);
}

bool lacks_chunks(const recording::Recording& recording) {
  return recording.closing && recording.chunk_files.size() < recording.closing->chunks.size();
}

}  // namespace

std::vector<OwnRecording> own_recordings(const Path& spool, const std::string& agent,
                                         words::Language language) {
  std::vector<OwnRecording> own;
  const auto listing = recording::list_recordings(spool);
  if (!listing) return own;
  for (auto one = listing->recordings.rbegin(); one != listing->recordings.rend(); ++one) {
    if (one->opening.agent != agent) continue;
    OwnRecording row;
    row.id = one->opening.id;
    row.began = minute_text(one->opening.start);
    row.applications = fmt::format("{}", fmt::join(one->opening.applications, ", "));
    if (one->closing) {
      row.length = words::elapsed_text(one->closing->duration);
      row.withheld = withheld_text(one->closing->balance, language);
    }
    row.kept_until =
        minute_text(one->opening.start + std::chrono::days(one->opening.retention_days)).substr(0, 10);
    row.has_pictures = !one->opening.recipient.empty();
    row.discarded = row.has_pictures ? !has_key(*one) : lacks_chunks(*one);
    own.push_back(std::move(row));
  }
  return own;
}

}  // namespace insyn::tray
