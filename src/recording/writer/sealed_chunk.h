// A chunk as it may lie on the disk. It cannot be made but by sealing, so writing a plain one does
// not compile.
#pragma once

#include <span>

#include "recording/format/layout.h"
#include "seal/keys.h"

namespace insyn::recording {

class SealedChunk {
 public:
  // Seals `plain` to the recording's own key. kDenied where that is no usable public key.
  static Result<SealedChunk> seal(const seal::Recipient& recording, ByteView plain);
  SealedChunk(SealedChunk&&) = default;
  SealedChunk& operator=(SealedChunk&&) = default;
  SealedChunk(const SealedChunk&) = delete;
  SealedChunk& operator=(const SealedChunk&) = delete;

  // Seals events, each of `readers` being able to open them alone.
  static Result<SealedChunk> seal_events(std::span<const seal::Recipient> readers, ByteView csv);

  ByteView bytes() const { return bytes_; }
  ChunkKind kind() const { return kind_; }

 private:
  SealedChunk(ChunkKind kind, Bytes bytes) : bytes_(std::move(bytes)), kind_(kind) {}

  Bytes bytes_;
  ChunkKind kind_;
};

}  // namespace insyn::recording
