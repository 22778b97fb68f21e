#include "ledger/tiles/tile.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/check.h"

namespace insyn::ledger {
namespace {

constexpr int kLevels = 8;  // as many as the largest tree has
constexpr std::string_view kPartial = ".p/";

Failure malformed(std::string_view path) {
  return fail(Code::kCorrupt, "“{}” is not the path of a tile", path);
}

// At most four digits.
std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (text.empty() || text.size() > 4 || error != std::errc() || stop != end) return std::nullopt;
  return value;
}

// "x001/x234/067".
std::optional<std::uint64_t> parse_index(std::string_view text) {
  std::uint64_t index = 0;
  for (;;) {
    const std::size_t slash = text.find('/');
    std::string_view part = text.substr(0, slash);
    if (slash != std::string_view::npos) part.remove_prefix(std::min<std::size_t>(part.size(), 1));
    const auto digits = number(part);
    if (!digits || index > kLargestTree / 1000) return std::nullopt;
    index = index * 1000 + *digits;
    if (slash == std::string_view::npos) return index;
    text.remove_prefix(slash + 1);
  }
}

}  // namespace

std::string path_of(const Tile& tile) {
  CHECK(tile.width >= 1 && tile.width <= kTileWidth);
  std::string index = fmt::format("{:03}", tile.index % 1000);
  for (std::uint64_t rest = tile.index / 1000; rest != 0; rest /= 1000)
    index = fmt::format("x{:03}/{}", rest % 1000, index);
  const std::string level = tile.level == Tile::kEntries ? "entries" : std::to_string(tile.level);
  const std::string width = tile.width == kTileWidth ? "" : fmt::format("{}{}", kPartial, tile.width);
  return fmt::format("tile/{}/{}{}", level, index, width);
}

Result<Tile> parse_tile_path(std::string_view path) {
  constexpr std::string_view kBegin = "tile/";
  if (!path.starts_with(kBegin)) return malformed(path);
  std::string_view rest = path.substr(kBegin.size());
  const std::size_t slash = rest.find('/');
  if (slash == std::string_view::npos) return malformed(path);
  const std::string_view level = rest.substr(0, slash);
  rest.remove_prefix(slash + 1);
  Tile tile;
  if (const std::size_t partial = rest.find(kPartial); partial != std::string_view::npos) {
    const auto width = number(rest.substr(partial + kPartial.size()));
    if (!width || *width == 0 || *width >= kTileWidth) return malformed(path);
    tile.width = static_cast<int>(*width);
    rest = rest.substr(0, partial);
  }
  const auto at_level = level == "entries" ? std::optional<std::uint64_t>(0) : number(level);
  const auto index = parse_index(rest);
  if (!at_level || *at_level >= kLevels || !index) return malformed(path);
  tile.level = level == "entries" ? Tile::kEntries : static_cast<int>(*at_level);
  tile.index = *index;
  if (tile.index > hashes_at(tile.level, kLargestTree) / kTileWidth || path_of(tile) != path)
    return malformed(path);
  return tile;
}

std::uint64_t hashes_at(int level, std::uint64_t size) {
  CHECK(level >= Tile::kEntries && level < kLevels);
  return size >> (8U * static_cast<unsigned>(std::max(level, 0)));
}

Tile tile_with(int level, std::uint64_t index, std::uint64_t size) {
  const std::uint64_t hashes = hashes_at(level, size);
  CHECK(index < hashes);
  const std::uint64_t tile = index / kTileWidth;
  const std::uint64_t left = hashes - tile * kTileWidth;
  return {level, tile, static_cast<int>(std::min<std::uint64_t>(left, kTileWidth))};
}

}  // namespace insyn::ledger
