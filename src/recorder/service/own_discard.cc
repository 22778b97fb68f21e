#include "recorder/service/own_discard.h"

#include "recording/format/layout.h"
#include "recording/store/discard.h"
#include "recording/store/kept_terms.h"
#include "recording/store/recording.h"

namespace insyn::recorder {
namespace {

constexpr std::chrono::hours kAlways(24 * 366 * 100);

}  // namespace

Result<std::string> discard_by_own_terms(const Path& spool, const std::string& id, const std::string& agent,
                                         const note::Verifier& device, Utc now) {
  // What is no id is refused before it is looked for.
  recording::DiscardRight right{agent, kAlways, {}};
  std::string call;
  Digest agreement{};
  if (recording::is_recording_id(id)) {
    if (const auto recording = recording::Recording::read(spool / id)) {
      if (recording->certificate) call = recording->certificate->call;
      agreement = recording->opening.agreement_hash;
    }
  } else if (recording::is_version_0_id(id)) {
    if (const auto old = recording::OldRecording::read(spool / id)) {
      call = old->call;
      agreement = old->agreement_hash;
    }
  }
  if (const auto terms = recording::kept_terms(spool, agreement)) {
    right.within = std::chrono::hours(terms->discard_within_hours);
    right.longest_call = std::chrono::minutes(terms->max_minutes);
  }
  TRY(recording::discard(spool, id, right, device, now));
  return call;
}

}  // namespace insyn::recorder
