#include "recording/writer/sealed_chunk.h"

#include "seal/age.h"

namespace insyn::recording {

Result<SealedChunk> SealedChunk::seal(const seal::Recipient& recording, ByteView plain) {
  TRY_ASSIGN(Bytes sealed, seal::seal_to({&recording, 1}, plain));
  return SealedChunk(ChunkKind::kTrack, std::move(sealed));
}

Result<SealedChunk> SealedChunk::seal_events(std::span<const seal::Recipient> readers, ByteView csv) {
  TRY_ASSIGN(Bytes sealed, seal::seal_to(readers, csv));
  return SealedChunk(ChunkKind::kEvents, std::move(sealed));
}

}  // namespace insyn::recording
