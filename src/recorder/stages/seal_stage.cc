#include "recorder/stages/seal_stage.h"

namespace insyn::recorder {

Result<recording::SealedChunk> SealStage::pass(TrackChunk chunk) const {
  return recording::SealedChunk::seal(recipient_, chunk.chunk_.bytes);
}

}  // namespace insyn::recorder
