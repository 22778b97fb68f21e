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
  recording::DiscardRight right{agent, kAlways};
  std::string call;
  if (recording::is_recording_id(id)) {
    if (const auto recording = recording::Recording::read(spool / id)) {
      call = recording->opening.call;
      const auto terms = recording::kept_terms(spool, recording->opening.agreement_hash);
      if (terms) right.within = std::chrono::hours(terms->discard_within_hours);
    }
  }
  TRY(recording::discard(spool, id, right, device, now));
  return call;
}

}  // namespace insyn::recorder
