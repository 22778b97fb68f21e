// The stage that seals events: with the call list they are as delicate as pictures, and have a key of their
// own.
#pragma once

#include "recorder/stages/event_stage.h"
#include "recording/writer/sealed_chunk.h"

namespace insyn::recorder {

class EventSeal {
 public:
  // To the recording's E.
  explicit EventSeal(const seal::Recipient& events) : recipient_(events) {}

  Result<recording::SealedChunk> pass(EventChunk chunk) const;

 private:
  seal::Recipient recipient_;
};

}  // namespace insyn::recorder
