#include "server/ingest/intake.h"

#include <algorithm>

#include "server/vault/vault.h"

namespace insyn::server {
namespace {

// Of a front, whatever its head says.
constexpr std::uint64_t kLargestFront = std::uint64_t{16} << 20;

// How long the front is, once its head is there. The answer where there cannot be one.
OrRefusal<std::optional<std::uint64_t>> length_of_front(std::string_view bytes) {
  const auto head_size = recording::bundle_head_length(bytes);
  if (!head_size) return refuse(422, "bundle");
  if (!*head_size) return std::optional<std::uint64_t>();
  const auto head = recording::parse_bundle_head(bytes.substr(0, **head_size));
  if (!head) return refuse(422, "bundle");
  const std::uint64_t length = front_size(*head, **head_size);
  if (length > kLargestFront) return refuse(422, "bundle");
  return std::optional(length);
}

}  // namespace

OrRefusal<std::unique_ptr<Intake>> Intake::resume(Staged& staged, const std::string& id,
                                                  Certificates& certificates, CheckFront check) {
  std::unique_ptr<Intake> intake(new Intake(staged, id, certificates, std::move(check)));
  if (auto refused = intake->take_staged()) return tl::unexpected(*std::move(refused));
  return intake;
}

std::optional<http::Answer> Intake::drop_all(http::Answer answer) {
  for (GrowingFile* file : {&staged_.front(), &staged_.chunks()}) {
    if (const Status cut = file->cut_back_to(0); !cut) return answer_for(cut.error(), "unexpected");
  }
  return answer;
}

// What lay on the disk is not believed: the power may have gone out while it was written.
std::optional<http::Answer> Intake::take_staged() {
  if (staged_.front().size() > kLargestFront) return drop_all(http::problem(422, "bundle"));
  auto bytes = staged_.front().read(0, static_cast<std::size_t>(staged_.front().size()));
  if (!bytes) return answer_for(bytes.error(), "bundle");
  front_bytes_ = insyn::text_of(*bytes);
  const auto length = length_of_front(front_bytes_);
  if (!length || (*length && **length < front_bytes_.size())) return drop_all(http::problem(422, "bundle"));
  if (!*length || **length > front_bytes_.size()) {
    if (const Status cut = staged_.chunks().cut_back_to(0); !cut) return answer_for(cut.error(), "bundle");
    return std::nullopt;
  }
  if (auto refused = open_front()) return refused;
  const std::uint64_t size = staged_.chunks().size();
  for (std::uint64_t at = 0; at < size; at += kBlobPiece) {
    const auto piece =
        staged_.chunks().read(at, static_cast<std::size_t>(std::min<std::uint64_t>(kBlobPiece, size - at)));
    if (!piece) return answer_for(piece.error(), "chunk");
    ByteView left(*piece);
    while (!left.empty()) {
      // What does not fit was cut off: the link sends it again.
      if (take_chunk(left, true)) return std::nullopt;
    }
  }
  return std::nullopt;
}

std::optional<http::Answer> Intake::take(ByteView piece) {
  while (!piece.empty()) {
    if (auto refused = front_ ? take_chunk(piece, false) : take_front(piece)) return refused;
  }
  return std::nullopt;
}

std::optional<http::Answer> Intake::take_front(ByteView& piece) {
  const std::size_t had = front_bytes_.size();
  front_bytes_ += insyn::text_of(piece);
  const auto length = length_of_front(front_bytes_);
  if (!length) return drop_all(length.error());
  const bool whole = *length && **length <= front_bytes_.size();
  if (whole) front_bytes_.resize(static_cast<std::size_t>(**length));
  const std::size_t taken = front_bytes_.size() - had;
  if (const Status written = staged_.front().append(piece.first(taken)); !written) {
    front_bytes_.resize(had);
    return answer_for(written.error(), "bundle");
  }
  piece = piece.subspan(taken);
  return whole ? open_front() : std::nullopt;
}

std::optional<http::Answer> Intake::open_front() {
  auto front = read_front(front_bytes_, id_, certificates_);
  // What may be right later is not thrown away.
  if (!front && front.error().status >= 500) return front.error();
  if (!front) return drop_all(front.error());
  if (auto ended = check_(*front)) return ended->status >= 500 ? ended : drop_all(*std::move(ended));
  front_.emplace(*std::move(front));
  front_bytes_.clear();
  return std::nullopt;
}

std::optional<http::Answer> Intake::take_chunk(ByteView& piece, bool is_staged) {
  const auto cut_back = [&](http::Answer answer) -> http::Answer {
    const Status cut = staged_.chunks().cut_back_to(chunk_begin_);
    in_chunk_ = 0;
    hash_ = Sha256();
    return cut ? std::move(answer) : answer_for(cut.error(), "chunk");
  };
  if (is_whole()) return cut_back(http::problem(422, "bundle"));
  const recording::ChunkRecord& chunk = front_->chunks[chunk_];
  const ByteView taken =
      piece.first(static_cast<std::size_t>(std::min<std::uint64_t>(piece.size(), chunk.length - in_chunk_)));
  if (!is_staged) {
    if (const Status written = staged_.chunks().append(taken); !written)
      return answer_for(written.error(), "chunk");
  }
  piece = piece.subspan(taken.size());
  hash_.add(taken);
  in_chunk_ += taken.size();
  if (in_chunk_ < chunk.length) return std::nullopt;
  if (hash_.digest() != chunk.sha256) return cut_back(http::problem(422, "chunk"));
  ++chunk_;
  chunk_begin_ += chunk.length;
  in_chunk_ = 0;
  hash_ = Sha256();
  return std::nullopt;
}

}  // namespace insyn::server
