#include "recorder/stages/event_seal.h"

namespace insyn::recorder {

Result<recording::SealedChunk> EventSeal::pass(EventChunk chunk) const {
  return recording::SealedChunk::seal_events(recipient_, view_of(chunk.csv_));
}

}  // namespace insyn::recorder
