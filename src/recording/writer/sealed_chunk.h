// A chunk as it may lie on the disk. It cannot be made but by sealing, so writing a plain one does
// not compile.
#pragma once

#include "recording/format/call_statements.h"
#include "recording/format/end_statement.h"
#include "recording/format/layout.h"
#include "seal/keys.h"

namespace insyn::recording {

class SealedChunk {
 public:
  // Seals pictures to R, events to E, call statements and the end to C, the recording's own keys. kDenied
  // where that is no usable public key.
  static Result<SealedChunk> seal(const seal::Recipient& pictures, ByteView track);
  static Result<SealedChunk> seal_events(const seal::Recipient& events, ByteView csv);
  static Result<SealedChunk> seal_statements(const seal::Recipient& calls, const CallStatements& statements);
  static Result<SealedChunk> seal_end(const seal::Recipient& calls, const EndStatement& end);
  SealedChunk(SealedChunk&&) = default;
  SealedChunk& operator=(SealedChunk&&) = default;
  SealedChunk(const SealedChunk&) = delete;
  SealedChunk& operator=(const SealedChunk&) = delete;

  ByteView bytes() const { return bytes_; }
  ChunkKind kind() const { return kind_; }

 private:
  SealedChunk(ChunkKind kind, Bytes bytes) : bytes_(std::move(bytes)), kind_(kind) {}

  Bytes bytes_;
  ChunkKind kind_;
};

}  // namespace insyn::recording
