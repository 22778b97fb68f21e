// The stage that seals events to those who may read them, each alone: the insight key's holder, and the agent
// where agents may see what is kept of their own calls.
#pragma once

#include "agreement/agreement.h"
#include "recorder/stages/event_stage.h"
#include "recording/writer/sealed_chunk.h"

namespace insyn::recorder {

class EventSeal {
 public:
  // `agent` is "age1…", or empty. kDenied or kCorrupt where a key is not one; the terms name an insight
  // recipient.
  static Result<EventSeal> for_recording(const agreement::Terms& terms, std::string_view agent);

  Result<recording::SealedChunk> pass(EventChunk chunk) const;

 private:
  explicit EventSeal(std::vector<seal::Recipient> readers) : readers_(std::move(readers)) {}

  std::vector<seal::Recipient> readers_;
};

}  // namespace insyn::recorder
