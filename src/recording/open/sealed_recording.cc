#include "recording/open/sealed_recording.h"

#include "recording/format/layout.h"
#include "seal/open/open_age.h"

namespace insyn::recording {
namespace {

constexpr std::size_t kLargestPlain = kLargestChunkFile;

std::set<std::uint32_t> listed_without_pictures(const Recording& recording) {
  std::set<std::uint32_t> indexes;
  const auto listed = listed_chunks(recording, recording.files());
  if (!listed) return indexes;
  for (const ChunkRecord& chunk : *listed) {
    if (chunk.kind != ChunkKind::kTrack) indexes.insert(chunk.index);
  }
  return indexes;
}

}  // namespace

SealedRecording::SealedRecording(Path folder, std::vector<ChunkRecord> chunks, seal::Identity key,
                                 std::set<std::uint32_t> without_pictures)
    : folder_(std::move(folder)), chunks_(std::move(chunks)), without_pictures_(std::move(without_pictures)) {
  key_.push_back(std::move(key));
}

Result<SealedRecording> SealedRecording::open(const Recording& recording, std::vector<ChunkRecord> chunks,
                                              seal::Identity key) {
  if (key.recipient().text() != recording.opening.recipient) {
    return fail(Code::kDenied, "this is not the key of {}; make it with insyn unlock from its {}",
                recording.folder.string(), kKey);
  }
  return SealedRecording(recording.folder, std::move(chunks), std::move(key),
                         listed_without_pictures(recording));
}

bool SealedRecording::is_missing_before(std::uint32_t index) const {
  if (index < expected_) return true;
  const auto others =
      std::distance(without_pictures_.lower_bound(expected_), without_pictures_.lower_bound(index));
  return static_cast<std::uint64_t>(others) != index - expected_;
}

Result<std::optional<Bytes>> SealedRecording::next() {
  was_gap_ = false;
  const auto pass = [this] {
    was_gap_ = was_gap_ || is_missing_before(chunks_[next_].index);
    expected_ = chunks_[next_].index + 1;
  };
  for (; next_ < chunks_.size() && chunks_[next_].kind != ChunkKind::kTrack; ++next_) pass();
  if (next_ == chunks_.size()) return std::optional<Bytes>();
  pass();
  const ChunkRecord& chunk = chunks_[next_];
  const std::string name = chunk_file_name(chunk.index);
  TRY_ASSIGN(const Bytes sealed, read_file(folder_ / name, kLargestChunkFile));
  if (sealed.size() != chunk.length || sha256(sealed) != chunk.sha256) {
    return fail(Code::kCorrupt, "{} is no longer the chunk that the recording lists; run insyn verify", name);
  }
  Result<Bytes> plain = seal::open_with(key_, sealed, kLargestPlain);
  if (!plain) return in_context(name, std::move(plain).error());
  ++next_;
  return std::optional<Bytes>(std::move(*plain));
}

bool SealedRecording::was_gap() const { return was_gap_; }

void SealedRecording::rewind() {
  next_ = 0;
  expected_ = 0;
  was_gap_ = false;
}

double SealedRecording::progress() const {
  return chunks_.empty() ? 1.0 : static_cast<double>(next_) / static_cast<double>(chunks_.size());
}

}  // namespace insyn::recording
