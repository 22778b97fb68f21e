// The stage that seals chunks of track.
#pragma once

#include "recorder/stages/track_stage.h"
#include "recording/writer/sealed_chunk.h"

namespace insyn::recorder {

class SealStage {
 public:
  // To the recording's R.
  explicit SealStage(const seal::Recipient& pictures) : recipient_(pictures) {}

  Result<recording::SealedChunk> pass(TrackChunk chunk) const;

 private:
  seal::Recipient recipient_;
};

}  // namespace insyn::recorder
