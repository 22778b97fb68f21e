// Keeps of a call only what it is proven for: asks after each cut, has stored what was captured before an
// answer that says connected, and has forgotten what no such answer came for.
#pragma once

#include "recorder/call/call_gate.h"
#include "recorder/call/call_proof.h"
#include "recorder/stages/pipeline.h"

namespace insyn::recorder {

class ProofWatch {
 public:
  // An answer counts within this time.
  static constexpr std::chrono::milliseconds kPatience{1'000};
  // While nothing is kept because it was not confirmed, it is asked for this often.
  static constexpr std::chrono::milliseconds kAskAgain{1'000};

  // All outlive the watch.
  ProofWatch(CallProof& proof, CallGate& gate, const Clock& clock)
      : proof_(proof), gate_(gate), clock_(clock) {}

  // Before anything is read from the screen: takes the answer to what was asked. Whether the call has ended.
  // After an error the pipeline can only be closed.
  Result<bool> hear(Pipeline& pipeline);
  // After that: asks, where something waits for an answer.
  void ask(const Pipeline& pipeline);
  // When hear() and ask() have something to do although no answer has come.
  std::optional<Mono> due() const;

 private:
  void forget(Pipeline& pipeline, track::Withheld reason);
  bool nothing_could_be_kept() const;

  CallProof& proof_;
  CallGate& gate_;
  const Clock& clock_;
  std::optional<Mono> asked_;                // and neither answered nor given up
  std::optional<track::Withheld> withheld_;  // why the gate is closed
  Mono again_{};
};

}  // namespace insyn::recorder
