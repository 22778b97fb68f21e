#include "recorder/stages/track_stage.h"

#include <vector>

namespace insyn::recorder {
namespace {

constexpr std::size_t kChunkBytes = std::size_t{256} << 10;

}  // namespace

void TrackStage::surface_opened(track::TrackTime at, track::SurfaceId surface, track::SurfaceKind kind,
                                const Rect& place) {
  if (!writer_.has_room_for(place)) {
    ++refused_;
    count_withheld(track::Withheld::kUnsupportedFormat, place);
    return;
  }
  writer_.surface_opened(at, surface, kind, place);
  open_.insert(surface);
  count_withheld(track::Withheld::kNotYetDrawn, place);
}

void TrackStage::surface_moved(track::TrackTime at, track::SurfaceId surface, const Rect& place) {
  if (!open_.contains(surface)) return;
  if (writer_.has_room_for(surface, place)) {
    writer_.surface_moved(at, surface, place);
    return;
  }
  ++refused_;
  count_withheld(track::Withheld::kUnsupportedFormat, place);
  surface_closed(at, surface);
}

void TrackStage::surface_closed(track::TrackTime at, track::SurfaceId surface) {
  if (open_.erase(surface) != 0) writer_.surface_closed(at, surface);
}

void TrackStage::stacking(track::TrackTime at, std::span<const track::SurfaceId> bottom_to_top) {
  std::vector<track::SurfaceId> recorded;
  for (const track::SurfaceId surface : bottom_to_top) {
    if (open_.contains(surface)) recorded.push_back(surface);
  }
  if (!recorded.empty()) writer_.stacking(at, recorded);
}

void TrackStage::frame(track::TrackTime at, MaskedFrame frame) {
  if (!open_.contains(frame.surface_)) return;
  for (const Rect& area : frame.kept_.rects()) {
    const Rect in_pixels{area.x - frame.at_.x, area.y - frame.at_.y, area.width, area.height};
    writer_.pixels_changed(at, frame.surface_, area, frame.pixels_.part(in_pixels));
    balance_.kept.pixels += static_cast<std::uint64_t>(area.area());
  }
  if (!frame.kept_.empty()) ++balance_.kept.times;
  for (const Rect& area : frame.withheld_.rects()) withheld(at, frame.surface_, area, frame.reason_);
}

void TrackStage::withheld(track::TrackTime at, track::SurfaceId surface, const Rect& area,
                          track::Withheld reason) {
  if (!open_.contains(surface)) return;
  writer_.withheld(at, surface, area, reason);
  count_withheld(reason, area);
}

void TrackStage::time_withheld(track::TrackTime from, track::TrackTime to, track::Withheld reason) {
  writer_.withheld_time(from, to, reason);
  ++balance_.withheld[reason].times;
}

void TrackStage::pointer(track::TrackTime at, bool over_surface, Point in_root) {
  writer_.cursor(at, over_surface, over_surface ? in_root : Point{});
}

void TrackStage::count_withheld(track::Withheld reason, const Rect& area) {
  recording::Tally& tally = balance_.withheld[reason];
  ++tally.times;
  tally.pixels += static_cast<std::uint64_t>(area.area());
}

std::optional<track::TrackTime> TrackStage::due(track::TrackTime gathered) const {
  if (!writer_.has_content()) return std::nullopt;
  if (writer_.pending_bytes() >= kChunkBytes) return writer_.pending_since();
  return writer_.pending_since() + gathered;
}

void TrackStage::begin_anew(track::TrackPosition from, recording::Balance balance) {
  writer_ = track::Writer(track::VideoCoding::kLossy, from);
  open_.clear();
  balance_ = std::move(balance);
}

TrackChunk TrackStage::take(track::TrackTime now) { return TrackChunk(writer_.take_chunk(now)); }

}  // namespace insyn::recorder
