// Reads pages tracks (docs/pages-format.md) from bytes that may be anything: chunks in, looks and a state
// out.
#pragma once

#include <optional>
#include <vector>

#include "base/bytes.h"
#include "pages/codec/chunk.h"
#include "pages/codec/records.h"
#include "pages/codec/state.h"

namespace insyn::pages {

// What changed up to a time: records of all kinds but Look.
struct LookAt {
  PagesTime time{0};
  std::vector<Record> records;
};

struct ReadChunk {
  ChunkHeader header;
  bool withheld = false;  // in a gap: nothing is known of its time
  std::vector<LookAt> looks;
};

// An asset of the state whose bytes are in an earlier chunk, which the reader was not given.
struct MissingAsset {
  Number asset = 0;
  Number chunk = 0;
};

class Reader {
 public:
  // Reads the next chunk, or any index point. In a gap a chunk that is no index point has no looks. On an
  // error nothing of the chunk is to be shown, and the reader is in a gap: kCorrupt names the record and its
  // offset in the body; kPermanent is a version that this reader does not know.
  Result<ReadChunk> feed(ByteView chunk);
  // To be called where a chunk is missing: all is withheld until the next index point.
  void gap();
  bool in_gap() const { return in_gap_; }

  // At the end of the last chunk; of nothing while in a gap.
  const State& state() const { return state_; }
  PagesTime time() const { return time_; }

  // In the order of the chunks that hold them.
  std::vector<MissingAsset> missing() const;
  // Takes what is missing from an earlier chunk. kCorrupt where that is damaged, or has another asset.
  Status lend(ByteView chunk);

 private:
  Result<ReadChunk> read(ByteView chunk);
  Result<std::vector<LookAt>> read_body(const ChunkHeader& header, ByteView body);

  State state_;
  PagesTime time_{0};
  bool in_gap_ = true;
  std::optional<std::uint64_t> expected_;
};

}  // namespace insyn::pages
