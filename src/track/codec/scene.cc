#include "track/codec/scene.h"

#include <algorithm>

#include "track/codec/format.h"

namespace insyn::track {
namespace {

constexpr std::uint32_t kBlank = withheld_pixel(Withheld::kNotYetDrawn);

Status check_inside(const Rect& area, const Image& image) {
  const bool inside = !area.empty() && area.x >= 0 && area.y >= 0 && area.x < image.width &&
                      area.y < image.height && area.width <= image.width - area.x &&
                      area.height <= image.height - area.y;
  if (inside) return {};
  return fail(Code::kCorrupt, "area {}x{} at {},{} is not inside a surface of {}x{}", area.width, area.height,
              area.x, area.y, image.width, image.height);
}

// The tiles that `area` overlaps, as a rectangle of columns and rows.
Rect tiles_of(const Rect& area) {
  const int column = area.x / kTileSide, row = area.y / kTileSide;
  return {column, row, (area.right() - 1) / kTileSide + 1 - column,
          (area.bottom() - 1) / kTileSide + 1 - row};
}

}  // namespace

const char* name_of(SurfaceKind kind) { return kind == SurfaceKind::kPopup ? "popup" : "window"; }

std::optional<SurfaceKind> surface_kind_of(std::uint8_t number) {
  if (number > static_cast<std::uint8_t>(SurfaceKind::kPopup)) return std::nullopt;
  return static_cast<SurfaceKind>(number);
}

bool Surface::has_lossy(const Rect& area) const {
  if (area.empty() || lossy_tiles.empty()) return false;
  // By the tiles of the area, which the reader has been charged for, and not by all that are lossy_tiles.
  const Rect tiles = tiles_of(area);
  for (int row = tiles.y; row < tiles.bottom(); ++row)
    for (int column = tiles.x; column < tiles.right(); ++column)
      if (lossy_tiles.contains({column, row})) return true;
  return false;
}

void Surface::mark_lossy(const Rect& area) {
  const Rect tiles = tiles_of(area);
  for (int row = tiles.y; row < tiles.bottom(); ++row)
    for (int column = tiles.x; column < tiles.right(); ++column) lossy_tiles.emplace(column, row);
}

void Surface::mark_tile(const Rect& tile, bool lossless) {
  const std::pair<int, int> at{tile.x / kTileSide, tile.y / kTileSide};
  if (lossless) {
    lossy_tiles.erase(at);
  } else {
    lossy_tiles.insert(at);
  }
}

std::optional<Withheld> Surface::withheld_at(Point at) const {
  return withheld_of(static_cast<std::uint8_t>(pixels.at(at.x, at.y) >> 24));
}

const Surface* Scene::find(SurfaceId id) const {
  const auto found =
      std::find_if(surfaces_.begin(), surfaces_.end(), [=](const Surface& one) { return one.id == id; });
  return found == surfaces_.end() ? nullptr : &*found;
}

Surface* Scene::find(SurfaceId id) { return const_cast<Surface*>(std::as_const(*this).find(id)); }

Result<Surface*> Scene::open_surface(SurfaceId id) {
  Surface* surface = find(id);
  if (surface == nullptr) return fail(Code::kCorrupt, "surface {} is not open", id);
  return surface;
}

Status Scene::has_room_for(const Rect& place, std::optional<SurfaceId> instead_of) const {
  if (place.empty() || place.width > limits_.side || place.height > limits_.side)
    return fail(Code::kCorrupt, "a surface of {}x{} is outside 1 to {} pixels a side", place.width,
                place.height, limits_.side);
  if (place.x < -limits_.farthest || place.x > limits_.farthest || place.y < -limits_.farthest ||
      place.y > limits_.farthest)
    return fail(Code::kCorrupt, "a surface at {},{} is too far away", place.x, place.y);
  std::size_t count = 1;
  std::int64_t area = place.area();
  for (const Surface& surface : surfaces_) {
    if (surface.id == instead_of) continue;
    ++count;
    area += surface.place.area();
  }
  if (count > limits_.surfaces) return fail(Code::kFull, "more than {} surfaces are open", limits_.surfaces);
  if (area > limits_.pixels)
    return fail(Code::kFull, "the surfaces have {} pixels together, at most {} are allowed", area,
                limits_.pixels);
  return {};
}

Status Scene::open(SurfaceId id, SurfaceKind kind, const Rect& place) {
  if (find(id) != nullptr) return fail(Code::kCorrupt, "surface {} is open already", id);
  TRY(has_room_for(place));
  surfaces_.push_back(Surface{id, kind, place, Image(place.width, place.height, kBlank)});
  return {};
}

Status Scene::move(SurfaceId id, const Rect& place) {
  TRY_ASSIGN(Surface * surface, open_surface(id));
  TRY(has_room_for(place, id));
  surface->place = place;
  surface->pixels.resize(place.width, place.height, kBlank);
  const Rect tiles = tiles_of(surface->pixels.bounds());
  std::erase_if(surface->lossy_tiles, [&](const std::pair<int, int>& tile) {
    return tile.first >= tiles.right() || tile.second >= tiles.bottom();
  });
  return {};
}

Status Scene::close(SurfaceId id) {
  TRY_ASSIGN(const Surface* surface, open_surface(id));
  surfaces_.erase(surfaces_.begin() + (surface - surfaces_.data()));
  return {};
}

Status Scene::stack(std::span<const SurfaceId> bottom_to_top) {
  if (bottom_to_top.size() > surfaces_.size())
    return fail(Code::kCorrupt, "a stack of {} names more surfaces than the {} open ones",
                bottom_to_top.size(), surfaces_.size());
  for (std::size_t i = 0; i < bottom_to_top.size(); ++i) {
    TRY(open_surface(bottom_to_top[i]));
    const auto before = bottom_to_top.first(i);
    if (std::find(before.begin(), before.end(), bottom_to_top[i]) != before.end())
      return fail(Code::kCorrupt, "surface {} is named twice in one stack", bottom_to_top[i]);
  }
  const auto rank = [=](const Surface& surface) {
    return std::find(bottom_to_top.begin(), bottom_to_top.end(), surface.id) - bottom_to_top.begin();
  };
  const auto unnamed = static_cast<std::ptrdiff_t>(bottom_to_top.size());
  const auto key = [&](const Surface& surface) { return rank(surface) == unnamed ? -1 : rank(surface); };
  std::stable_sort(surfaces_.begin(), surfaces_.end(),
                   [&](const Surface& a, const Surface& b) { return key(a) < key(b); });
  return {};
}

Status Scene::withhold(SurfaceId id, const Rect& at, Withheld reason) {
  TRY_ASSIGN(Surface * surface, open_surface(id));
  TRY(check_inside(at, surface->pixels));
  surface->pixels.fill(at, withheld_pixel(reason));
  return {};
}

Status Scene::copy(SurfaceId id, const Rect& from, Point to) {
  TRY_ASSIGN(Surface * surface, open_surface(id));
  TRY(check_inside(from, surface->pixels));
  TRY(check_inside({to.x, to.y, from.width, from.height}, surface->pixels));
  surface->pixels.move(from, to);
  if (surface->has_lossy(from)) surface->mark_lossy({to.x, to.y, from.width, from.height});
  return {};
}

void Scene::withhold_everything(Withheld reason) {
  for (Surface& surface : surfaces_) surface.pixels.fill(surface.pixels.bounds(), withheld_pixel(reason));
}

void Scene::clear() {
  surfaces_.clear();
  cursor_ = {};
}

}  // namespace insyn::track
