// A sealed recording as the track's export wants to read it.
#pragma once

#include "os/process.h"
#include "recording/open/sealed_recording.h"
#include "track/export/export.h"

namespace insyn::cli {

class SealedSource final : public track::ChunkSource {
 public:
  // `proven` are the chunks that `recording` reads. `missing_at_end` says that there were more. next() fails
  // once `stop` is asked for, which outlives this.
  SealedSource(recording::SealedRecording recording, std::vector<recording::ChunkRecord> proven,
               bool missing_at_end, const StopRequest& stop)
      : recording_(std::move(recording)),
        proven_(std::move(proven)),
        missing_at_end_(missing_at_end),
        stop_(stop) {}

  Result<std::optional<Bytes>> next() override;
  bool was_gap() const override;
  Status rewind() override;
  double progress() const override { return recording_.progress(); }

  // How often it was read from the start.
  int passes() const { return passes_; }
  // The file that the last chunk came from; empty before the first and after the last.
  std::string file() const;

 private:
  recording::SealedRecording recording_;
  std::vector<recording::ChunkRecord> proven_;
  bool missing_at_end_;
  const StopRequest& stop_;
  std::size_t read_ = 0;
  bool at_end_ = false;
  int passes_ = 0;
};

}  // namespace insyn::cli
