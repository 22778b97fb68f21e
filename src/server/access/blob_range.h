// Reading chunks by ranges of bytes (RFC 9110, section 14): of those that may be read, one after another as
// if nothing were between them.
#pragma once

#include <functional>

#include "server/access/desk.h"

namespace insyn::server {

// Of one answer.
inline constexpr std::uint64_t kLargestPiece = std::uint64_t{8} << 20;

struct ByteRange {
  std::uint64_t first = 0, last = 0;  // both included
};
// "bytes=0-99" or "bytes=100-", within `size`. Nothing where it is another form or begins at `size` or later.
std::optional<ByteRange> parse_range(std::string_view field, std::uint64_t size);

// The chunks of a recording that `may` allows.
class ReadableChunks {
 public:
  ReadableChunks(std::vector<recording::ChunkRecord> all,
                 const std::function<bool(recording::ChunkKind)>& may);
  std::uint64_t size() const { return size_; }
  // At most kLargestPiece bytes from the range's beginning on.
  Result<Bytes> read(Vault& vault, const std::string& blob, const ByteRange& range) const;

 private:
  struct Part {
    std::uint64_t at = 0;       // in what may be read
    std::uint64_t in_blob = 0;  // the same byte in the blob
    std::uint64_t length = 0;
  };
  std::vector<Part> parts_;
  std::uint64_t size_ = 0;
};

// 206 with what the request's Range asks for, as much of it as an answer holds; 416 where it asks for none.
http::Answer answer_with_range(const Desk& desk, const http::Request& request, const ReadableChunks& chunks,
                               const std::string& blob);

}  // namespace insyn::server
