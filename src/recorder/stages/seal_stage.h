// The stage that seals chunks of track, and the keys that open what it seals.
#pragma once

#include "agreement/agreement.h"
#include "recorder/stages/track_stage.h"
#include "recording/writer/recording_writer.h"
#include "recording/writer/sealed_chunk.h"

namespace insyn::recorder {

class SealStage {
 public:
  // Makes a recording's own key, wraps it for the two parties (and for the agent, where there is one and the
  // agreement lets agents see their own recordings), and forgets it: what it seals, this program cannot open.
  // `agent` is "age1…", or empty.
  static Result<SealStage> for_recording(const agreement::Agreement& agreement, std::string_view agent);

  const seal::Recipient& recipient() const { return recipient_; }
  const recording::KeyFiles& key_files() const { return key_files_; }

  Result<recording::SealedChunk> pass(TrackChunk chunk) const;

 private:
  SealStage(const seal::Recipient& recipient, recording::KeyFiles key_files)
      : recipient_(recipient), key_files_(std::move(key_files)) {}

  seal::Recipient recipient_;
  recording::KeyFiles key_files_;
};

}  // namespace insyn::recorder
