#include "recording/format/layout.h"

#include <charconv>

#include "base/bytes.h"

namespace insyn::recording {
namespace {

constexpr std::string_view kSuffix = ".age";
constexpr std::size_t kIndexDigits = 6;
constexpr std::size_t kStampLength = 16;  // 20261124T090500Z
constexpr std::size_t kRandomDigits = 16;
constexpr std::size_t kRandomIdDigits = 32;

bool all_of(std::string_view text, std::string_view allowed) {
  return text.find_first_not_of(allowed) == std::string_view::npos;
}

}  // namespace

const char* name_of(ChunkKind kind) { return kind == ChunkKind::kTrack ? "chunk" : "events"; }

std::string file_name_of(const ChunkName& chunk) {
  return fmt::format("{:06}.{}{}", chunk.index, name_of(chunk.kind), kSuffix);
}

std::optional<ChunkName> chunk_named(std::string_view file_name) {
  const std::string_view digits = file_name.substr(0, kIndexDigits);
  if (digits.size() != kIndexDigits || !all_of(digits, "0123456789")) return std::nullopt;
  ChunkName chunk;
  std::from_chars(digits.data(), digits.data() + digits.size(), chunk.index);
  if (chunk.index >= kMostChunks) return std::nullopt;
  for (const ChunkKind kind : {ChunkKind::kTrack, ChunkKind::kEvents}) {
    chunk.kind = kind;
    if (file_name == file_name_of(chunk)) return chunk;
  }
  return std::nullopt;
}

std::string new_random_id() { return to_hex(random_bytes(kRandomIdDigits / 2)); }

bool is_random_id(std::string_view id) {
  return id.size() == kRandomIdDigits && all_of(id, "0123456789abcdef");
}

std::string new_recording_id(Utc start) {
  std::string stamp = to_text(start).substr(0, 19) + "Z";
  std::erase_if(stamp, [](char c) { return c == '-' || c == ':'; });
  return stamp + "-" + to_hex(random_bytes(kRandomDigits / 2));
}

bool is_recording_id(std::string_view id) {
  if (id.size() != kStampLength + 1 + kRandomDigits) return false;
  return all_of(id.substr(0, 8), "0123456789") && id[8] == 'T' && all_of(id.substr(9, 6), "0123456789") &&
         id[15] == 'Z' && id[16] == '-' && all_of(id.substr(17), "0123456789abcdef");
}

}  // namespace insyn::recording
