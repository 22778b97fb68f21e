#include "track/codec/video_tiles.h"

#include <algorithm>

#include "track/codec/lossy_model.h"

namespace insyn::track {
namespace {

// A page that scrolls changes in steps and stops; what keeps changing at intervals this short is a video.
constexpr TrackTime kQuickSuccession{350};
constexpr int kFewestChanges = 2;
// A new video tile needs kPhotoColours. One that has changed this often, or is pending already, needs fewer;
// what changes fast with fewer still is drawn, like a clock.
constexpr int kManyChanges = 6;
constexpr std::size_t kColoursAfterManyChanges = 48, kColoursWhilePending = 16;
constexpr TrackTime kRest{500};
// About five frames a second are coded.
constexpr TrackTime kShortestInterval{180};

constexpr std::size_t kBytesPerSecond = 16'000;
constexpr std::uint32_t kFinestQuantiser = 3;

}  // namespace

bool VideoTiles::is_video(History& history, TrackTime at, const Tile& source, bool is_pending) {
  if (at != history.last) history.changes = at - history.last <= kQuickSuccession ? history.changes + 1 : 1;
  history.last = at;
  if (history.changes < kFewestChanges || source.width != kTileSide || source.height != kTileSide)
    return false;
  return has_more_colours_than(source, is_pending                        ? kColoursWhilePending
                                       : history.changes >= kManyChanges ? kColoursAfterManyChanges
                                                                         : kPhotoColours);
}

VideoTiles::Coding VideoTiles::choose_coding(TrackTime at, SurfaceId surface, std::size_t tiles,
                                             std::size_t number, const Tile& source) {
  SurfaceTiles& of_surface = surfaces_[surface];
  of_surface.history.resize(tiles);
  if (!is_video(of_surface.history[number], at, source, of_surface.pending.contains(number))) {
    const auto known = of_surface.pending.find(number);
    if (known != of_surface.pending.end()) known->second->source = source;
    return Coding::kLossless;
  }
  auto& pending = of_surface.pending[number];
  if (pending == nullptr) pending = std::make_unique<Pending>();
  pending->source = source;
  pending->changed = at;
  if (at - pending->coded < kShortestInterval) return Coding::kDeferred;
  pending->coded = at;
  return Coding::kLossy;
}

const Tile* VideoTiles::source_of(SurfaceId surface, std::size_t number) const {
  const auto of_surface = surfaces_.find(surface);
  if (of_surface == surfaces_.end()) return nullptr;
  const auto pending = of_surface->second.pending.find(number);
  return pending == of_surface->second.pending.end() ? nullptr : &pending->second->source;
}

bool VideoTiles::has_pending() const {
  return std::any_of(surfaces_.begin(), surfaces_.end(),
                     [](const auto& one) { return !one.second.pending.empty(); });
}

bool VideoTiles::has_pending(SurfaceId surface) const {
  const auto of_surface = surfaces_.find(surface);
  return of_surface != surfaces_.end() && !of_surface->second.pending.empty();
}

TrackTime VideoTiles::last_change() const {
  TrackTime last{0};
  for (const auto& [surface, of_surface] : surfaces_)
    for (const auto& [number, pending] : of_surface.pending) last = std::max(last, pending->changed);
  return last;
}

std::vector<std::size_t> VideoTiles::pending_at_rest(SurfaceId surface, TrackTime now, bool all) const {
  std::vector<std::size_t> numbers;
  const auto of_surface = surfaces_.find(surface);
  if (of_surface == surfaces_.end()) return numbers;
  for (const auto& [number, pending] : of_surface->second.pending)
    if (all || now - pending->changed >= kRest) numbers.push_back(number);
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

void VideoTiles::settle(SurfaceId surface, std::size_t number) {
  const auto of_surface = surfaces_.find(surface);
  if (of_surface != surfaces_.end()) of_surface->second.pending.erase(number);
}

void VideoTiles::discard(SurfaceId surface, std::size_t number) {
  settle(surface, number);
  const auto of_surface = surfaces_.find(surface);
  if (of_surface == surfaces_.end()) return;
  if (number < of_surface->second.history.size()) of_surface->second.history[number] = {};
}

void VideoTiles::discard(SurfaceId surface) { surfaces_.erase(surface); }

void VideoTiles::add_bytes(TrackTime at, std::size_t bytes) {
  const auto passed = static_cast<std::size_t>(std::min<TrackTime::rep>((at - counted_).count(), 60'000));
  counted_ = at;
  excess_ -= std::min(excess_, passed * kBytesPerSecond / 1000);
  excess_ += bytes;
}

std::uint32_t VideoTiles::quantiser() const {
  const std::size_t steps = excess_ / (kBytesPerSecond / 2);
  return static_cast<std::uint32_t>(
      std::min<std::size_t>(kFinestQuantiser + steps, kQuantiserSteps.size() - 1));
}

}  // namespace insyn::track
