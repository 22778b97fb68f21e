#include "recording/sealed_chunk.h"

#include "seal/age.h"

namespace insyn::recording {

Result<SealedChunk> SealedChunk::seal(const seal::Recipient& recording, ByteView plain,
                                      track::TrackTime begin, track::TrackTime end) {
  TRY_ASSIGN(Bytes sealed, seal::seal_to({&recording, 1}, plain));
  return SealedChunk(std::move(sealed), begin, end);
}

}  // namespace insyn::recording
