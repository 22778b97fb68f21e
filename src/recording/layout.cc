#include "recording/layout.h"

#include <charconv>

#include "base/bytes.h"

namespace insyn::recording {
namespace {

constexpr std::string_view kChunkSuffix = ".chunk.age";
constexpr std::size_t kIndexDigits = 6;
constexpr std::size_t kStampLength = 16;  // 20261124T090500Z
constexpr std::size_t kRandomDigits = 16;

bool all_of(std::string_view text, std::string_view allowed) {
  return text.find_first_not_of(allowed) == std::string_view::npos;
}

}  // namespace

std::string chunk_file_name(std::uint32_t index) { return fmt::format("{:06}{}", index, kChunkSuffix); }

std::optional<std::uint32_t> chunk_index(std::string_view file_name) {
  if (file_name.size() != kIndexDigits + kChunkSuffix.size() || !file_name.ends_with(kChunkSuffix)) {
    return std::nullopt;
  }
  const std::string_view digits = file_name.substr(0, kIndexDigits);
  if (!all_of(digits, "0123456789")) return std::nullopt;
  std::uint32_t index = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), index);
  if (index >= kMostChunks) return std::nullopt;
  return index;
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
