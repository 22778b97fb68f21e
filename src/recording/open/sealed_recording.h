// Reads a recording's chunks with its key, in order, each checked against what verify() proved or, where no
// device key is at hand, against what the recording lists.
#pragma once

#include <set>

#include "recording/store/recording.h"
#include "seal/keys.h"

namespace insyn::recording {

class SealedRecording {
 public:
  // `chunks` are the ones to read, ascending, of which all but pictures are passed over. Pictures that are
  // missing between them become gaps; what is listed as something else does not, which a reviewer is not
  // handed. kDenied where `key` is not this recording's.
  static Result<SealedRecording> open(const Recording& recording, std::vector<ChunkRecord> chunks,
                                      seal::Identity key);

  // The next chunk's track bytes, opened; nothing at the end. kCorrupt where the file no longer is what was
  // listed, kDenied where the key does not open it.
  Result<std::optional<Bytes>> next();
  // Whether pictures are missing between the last two results of next(), the start counting as such.
  bool was_gap() const;
  void rewind();
  double progress() const;

 private:
  SealedRecording(Path folder, std::vector<ChunkRecord> chunks, seal::Identity key,
                  std::set<std::uint32_t> without_pictures);
  bool is_missing_before(std::uint32_t index) const;

  Path folder_;
  std::vector<ChunkRecord> chunks_;
  std::vector<seal::Identity> key_;           // one
  std::set<std::uint32_t> without_pictures_;  // indexes of listed chunks
  std::size_t next_ = 0;
  std::uint32_t expected_ = 0;  // the index, where nothing is missing
  bool was_gap_ = false;
};

}  // namespace insyn::recording
