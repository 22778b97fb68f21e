#include "recording/format/layout.h"

#include <charconv>

#include "base/bytes.h"

namespace insyn::recording {
namespace {

constexpr std::string_view kSuffix = ".age";
constexpr std::size_t kIndexDigits = 6;
constexpr std::size_t kIdDigits = 32;
constexpr std::size_t kVersion0Length = 33;

bool all_of(std::string_view text, std::string_view allowed) {
  return text.find_first_not_of(allowed) == std::string_view::npos;
}

}  // namespace

const char* name_of(ChunkKind kind) {
  switch (kind) {
    case ChunkKind::kTrack:
      return "chunk";
    case ChunkKind::kEvents:
      return "events";
    case ChunkKind::kCalls:
      return "calls";
    case ChunkKind::kPages:
      return "pages";
  }
  return "unknown";
}

std::optional<ChunkKind> chunk_kind_of(std::string_view name) {
  for (const ChunkKind kind : kChunkKinds) {
    if (name == name_of(kind)) return kind;
  }
  return std::nullopt;
}

std::string file_name_of(const ChunkName& chunk) {
  return fmt::format("{:06}.{}{}", chunk.index, name_of(chunk.kind), kSuffix);
}

std::optional<ChunkName> chunk_named(std::string_view file_name) {
  const std::string_view digits = file_name.substr(0, kIndexDigits);
  if (digits.size() != kIndexDigits || !all_of(digits, "0123456789")) return std::nullopt;
  ChunkName chunk;
  std::from_chars(digits.data(), digits.data() + digits.size(), chunk.index);
  if (chunk.index >= kMostChunks) return std::nullopt;
  for (const ChunkKind kind : kChunkKinds) {
    chunk.kind = kind;
    if (file_name == file_name_of(chunk)) return chunk;
  }
  return std::nullopt;
}

std::string new_recording_id() { return to_hex(random_bytes(kIdDigits / 2)); }

bool is_recording_id(std::string_view id) { return id.size() == kIdDigits && all_of(id, "0123456789abcdef"); }

bool is_version_0_id(std::string_view id) {
  if (id.size() != kVersion0Length) return false;
  return all_of(id.substr(0, 8), "0123456789") && id[8] == 'T' && all_of(id.substr(9, 6), "0123456789") &&
         id[15] == 'Z' && id[16] == '-' && all_of(id.substr(17), "0123456789abcdef");
}

}  // namespace insyn::recording
