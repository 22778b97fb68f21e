#include "recording/writer/sealed_chunk.h"

#include "seal/age.h"

namespace insyn::recording {

Result<SealedChunk> SealedChunk::seal(const seal::Recipient& pictures, ByteView track) {
  TRY_ASSIGN(Bytes sealed, seal::seal_to({&pictures, 1}, track));
  return SealedChunk(ChunkKind::kTrack, std::move(sealed));
}

Result<SealedChunk> SealedChunk::seal_events(const seal::Recipient& events, ByteView csv) {
  TRY_ASSIGN(Bytes sealed, seal::seal_to({&events, 1}, csv));
  return SealedChunk(ChunkKind::kEvents, std::move(sealed));
}

Result<SealedChunk> SealedChunk::seal_statements(const seal::Recipient& calls,
                                                 const CallStatements& statements) {
  const std::string text = text_of(statements);
  TRY_ASSIGN(Bytes sealed, seal::seal_to({&calls, 1}, view_of(text)));
  return SealedChunk(ChunkKind::kCalls, std::move(sealed));
}

Result<SealedChunk> SealedChunk::seal_end(const seal::Recipient& calls, const EndStatement& end) {
  const std::string text = text_of(end);
  TRY_ASSIGN(Bytes sealed, seal::seal_to({&calls, 1}, view_of(text)));
  return SealedChunk(ChunkKind::kCalls, std::move(sealed));
}

}  // namespace insyn::recording
