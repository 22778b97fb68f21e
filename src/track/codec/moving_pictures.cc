#include "track/codec/moving_pictures.h"

#include <algorithm>

#include "track/codec/picture_model.h"

namespace insyn::track {
namespace {

// Pages scroll in steps and stop; what goes on changing this often plays.
constexpr TrackTime kSoon{350};
constexpr int kManyChanges = 2;
// A picture that goes on playing may have less of them: more than these, by how many changes there were, or
// where it was told roughly before. What changes fast and has fewer is drawn, like a clock.
constexpr int kVeryManyChanges = 6;
constexpr std::size_t kManyColours = 200, kSomeColours = 48, kFewColours = 16;
constexpr TrackTime kAtRest{500};
// Five pictures a second are told.
constexpr TrackTime kShortest{180};

constexpr std::size_t kBytesPerSecond = 16'000;
constexpr std::uint32_t kFinest = 3;

// Colours are counted by a mark for each; two that share one do no harm.
bool has_colours(const Tile& tile, std::size_t more_than) {
  std::array<bool, 2048> marked{};
  std::size_t colours = 0;
  for (std::size_t i = 0; i < tile.count(); ++i) {
    const std::uint32_t pixel = tile.pixels[i];
    if (is_withheld(pixel)) return false;
    bool& mark = marked[pixel * 0x9E37'79B1U >> 21];
    colours += mark ? 0 : 1;
    mark = true;
  }
  return colours > more_than;
}

}  // namespace

bool is_photo(const Tile& tile) { return has_colours(tile, kManyColours); }

bool MovingPictures::is_moving(History& history, TrackTime at, const Tile& tile, bool already) {
  if (at != history.last) history.changes = at - history.last <= kSoon ? history.changes + 1 : 1;
  history.last = at;
  if (history.changes < kManyChanges || tile.width != kTileSide || tile.height != kTileSide) return false;
  return has_colours(tile, already                               ? kFewColours
                           : history.changes >= kVeryManyChanges ? kSomeColours
                                                                 : kManyColours);
}

MovingPictures::How MovingPictures::changed(TrackTime at, SurfaceId surface, std::size_t tiles,
                                            std::size_t number, const Tile& tile) {
  Picture& picture = pictures_[surface];
  picture.history.resize(tiles);
  if (!is_moving(picture.history[number], at, tile, picture.kept.contains(number))) {
    const auto known = picture.kept.find(number);
    if (known != picture.kept.end()) known->second->tile = tile;
    return How::kExactly;
  }
  auto& kept = picture.kept[number];
  if (kept == nullptr) kept = std::make_unique<Kept>();
  kept->tile = tile;
  kept->changed = at;
  if (at - kept->written < kShortest) return How::kLater;
  kept->written = at;
  return How::kRoughly;
}

const Tile* MovingPictures::shown(SurfaceId surface, std::size_t number) const {
  const auto picture = pictures_.find(surface);
  if (picture == pictures_.end()) return nullptr;
  const auto kept = picture->second.kept.find(number);
  return kept == picture->second.kept.end() ? nullptr : &kept->second->tile;
}

bool MovingPictures::has_any() const {
  return std::any_of(pictures_.begin(), pictures_.end(),
                     [](const auto& one) { return !one.second.kept.empty(); });
}

bool MovingPictures::has_any(SurfaceId surface) const {
  const auto picture = pictures_.find(surface);
  return picture != pictures_.end() && !picture->second.kept.empty();
}

TrackTime MovingPictures::last_change() const {
  TrackTime last{0};
  for (const auto& [surface, picture] : pictures_)
    for (const auto& [number, kept] : picture.kept) last = std::max(last, kept->changed);
  return last;
}

std::vector<std::size_t> MovingPictures::at_rest(SurfaceId surface, TrackTime now, bool all) const {
  std::vector<std::size_t> numbers;
  const auto picture = pictures_.find(surface);
  if (picture == pictures_.end()) return numbers;
  for (const auto& [number, kept] : picture->second.kept)
    if (all || now - kept->changed >= kAtRest) numbers.push_back(number);
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

void MovingPictures::settled(SurfaceId surface, std::size_t number) {
  const auto picture = pictures_.find(surface);
  if (picture != pictures_.end()) picture->second.kept.erase(number);
}

void MovingPictures::forget(SurfaceId surface, std::size_t number) {
  settled(surface, number);
  const auto picture = pictures_.find(surface);
  if (picture == pictures_.end()) return;
  if (number < picture->second.history.size()) picture->second.history[number] = {};
}

void MovingPictures::forget(SurfaceId surface) { pictures_.erase(surface); }

void MovingPictures::spent(TrackTime at, std::size_t bytes) {
  const auto passed = static_cast<std::size_t>(std::min<TrackTime::rep>((at - counted_).count(), 60'000));
  counted_ = at;
  debt_ -= std::min(debt_, passed * kBytesPerSecond / 1000);
  debt_ += bytes;
}

std::uint32_t MovingPictures::fineness() const {
  const std::size_t steps = debt_ / (kBytesPerSecond / 2);
  return static_cast<std::uint32_t>(std::min<std::size_t>(kFinest + steps, kFineness.size() - 1));
}

}  // namespace insyn::track
