#include "recorder/call/proof_watch.h"

namespace insyn::recorder {
namespace {

track::Withheld why_not(std::optional<CallState> answer) {
  if (answer == CallState::kCardData) return track::Withheld::kCardData;
  if (answer == CallState::kHeld) return track::Withheld::kOnHold;
  return track::Withheld::kNotConfirmed;
}

}  // namespace

Result<bool> ProofWatch::hear(Pipeline& pipeline) {
  if (!asked_) return false;
  const Mono now = clock_.mono();
  // One that comes too late counts as none.
  const bool late = now >= *asked_ + kPatience;
  const auto answer = late ? std::nullopt : proof_.answer();
  if (!answer && !late) return false;
  asked_.reset();
  if (answer == CallState::kConnected) {
    TRY(pipeline.store_unproven());
    if (const auto was = std::exchange(withheld_, {})) gate_.open(*was, CallGate::By::kProof);
    return false;
  }
  again_ = now + kAskAgain;
  forget(pipeline, why_not(answer));
  return answer == CallState::kEnded;
}

void ProofWatch::ask(const Pipeline& pipeline) {
  if (asked_) return;
  const Mono now = clock_.mono();
  const bool again = withheld_ && now >= again_ && !nothing_could_be_kept();
  if (!pipeline.has_unproven() && !again) return;
  proof_.ask(pipeline.has_unproven() ? pipeline.unproven_since() : now);
  asked_ = now;
}

std::optional<Mono> ProofWatch::due() const {
  if (asked_) return *asked_ + kPatience;
  if (withheld_ && !nothing_could_be_kept()) return again_;
  return std::nullopt;
}

// The gate is closed with it, so that the capture opens all surfaces anew before more is kept.
void ProofWatch::forget(Pipeline& pipeline, track::Withheld reason) {
  pipeline.forget_unproven();
  if (const auto was = std::exchange(withheld_, reason); was && *was != reason)
    gate_.open(*was, CallGate::By::kProof);
  gate_.close(reason, CallGate::By::kProof);
}

// Whatever the answer were: the agent has paused, or the call is on hold.
bool ProofWatch::nothing_could_be_kept() const {
  return gate_.is_closed_beside(*withheld_, CallGate::By::kProof);
}

}  // namespace insyn::recorder
