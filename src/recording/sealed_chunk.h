// A chunk of track as it may lie on the disk. It cannot be made but by sealing, so writing a plain one does
// not compile.
#pragma once

#include "seal/keys.h"
#include "track/surfaces.h"

namespace insyn::recording {

class SealedChunk {
 public:
  // Seals `plain` to the recording's own key. kDenied where that is no usable public key.
  static Result<SealedChunk> seal(const seal::Recipient& recording, ByteView plain, track::TrackTime begin,
                                  track::TrackTime end);
  SealedChunk(SealedChunk&&) = default;
  SealedChunk& operator=(SealedChunk&&) = default;
  SealedChunk(const SealedChunk&) = delete;
  SealedChunk& operator=(const SealedChunk&) = delete;

  ByteView bytes() const { return bytes_; }
  track::TrackTime begin() const { return begin_; }
  track::TrackTime end() const { return end_; }

 private:
  SealedChunk(Bytes bytes, track::TrackTime begin, track::TrackTime end)
      : bytes_(std::move(bytes)), begin_(begin), end_(end) {}

  Bytes bytes_;
  track::TrackTime begin_;
  track::TrackTime end_;
};

}  // namespace insyn::recording
