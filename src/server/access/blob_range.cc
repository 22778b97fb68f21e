#include "server/access/blob_range.h"

#include <algorithm>

#include "server/accounts/transact.h"
#include "server/http/query.h"

namespace insyn::server {

using http::Answer;

std::optional<ByteRange> parse_range(std::string_view field, std::uint64_t size) {
  constexpr std::string_view kUnit = "bytes=";
  constexpr std::uint64_t kMost = std::uint64_t{1} << 62;
  if (!field.starts_with(kUnit)) return std::nullopt;
  field.remove_prefix(kUnit.size());
  const std::size_t dash = field.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto first = http::parse_count(field.substr(0, dash), kMost);
  if (!first || *first >= size) return std::nullopt;
  ByteRange range{*first, size - 1};
  if (dash + 1 == field.size()) return range;
  const auto last = http::parse_count(field.substr(dash + 1), kMost);
  if (!last || *last < *first) return std::nullopt;
  range.last = std::min(range.last, *last);
  return range;
}

ReadableChunks::ReadableChunks(std::vector<recording::ChunkRecord> all,
                               const std::function<bool(recording::ChunkKind)>& may) {
  std::uint64_t in_blob = 0;
  for (const recording::ChunkRecord& chunk : all) {
    if (may(chunk.kind)) {
      if (!parts_.empty() && parts_.back().in_blob + parts_.back().length == in_blob) {
        parts_.back().length += chunk.length;
      } else {
        parts_.push_back({size_, in_blob, chunk.length});
      }
      size_ += chunk.length;
    }
    in_blob += chunk.length;
  }
}

Result<Bytes> ReadableChunks::read(Vault& vault, const std::string& blob, const ByteRange& range) const {
  const std::uint64_t end = std::min(range.last + 1, range.first + kLargestPiece);
  Bytes bytes;
  for (const Part& part : parts_) {
    const std::uint64_t from = std::max(range.first, part.at);
    const std::uint64_t to = std::min(end, part.at + part.length);
    if (from >= to) continue;
    TRY_ASSIGN(const Bytes some,
               vault.read_range(blob, part.in_blob + (from - part.at), static_cast<std::size_t>(to - from)));
    bytes.insert(bytes.end(), some.begin(), some.end());
  }
  return bytes;
}

Answer answer_with_range(const Desk& desk, const http::Request& request, const ReadableChunks& chunks,
                         const std::string& blob) {
  const auto field = http_signature::value_of(request.head, "range");
  const auto range = parse_range(field.value_or(""), chunks.size());
  if (!range)
    return http::problem(416, "range", {{"content-range", fmt::format("bytes */{}", chunks.size())}});
  const auto bytes = chunks.read(desk.vault, blob, *range);
  if (!bytes) return answer_to(bytes.error());
  Answer answer = text_answer(std::string(text_of(*bytes)), "application/octet-stream");
  answer.status = 206;
  answer.fields.push_back({"content-range", fmt::format("bytes {}-{}/{}", range->first,
                                                        range->first + bytes->size() - 1, chunks.size())});
  return answer;
}

}  // namespace insyn::server
