#include "track/codec/writer.h"

#include "base/check.h"
#include "track/codec/pending_chunk.h"

namespace insyn::track {

Writer::Writer(Videos videos) : pending_(std::make_unique<PendingChunk>(videos)) {}
Writer::~Writer() = default;
Writer::Writer(Writer&&) noexcept = default;
Writer& Writer::operator=(Writer&&) noexcept = default;

bool Writer::has_room_for(const Rect& place) const { return pending_->scene.has_room_for(place).has_value(); }

bool Writer::has_room_for(SurfaceId surface, const Rect& place) const {
  return pending_->scene.has_room_for(place, surface).has_value();
}

void Writer::surface_opened(TrackTime at, SurfaceId surface, SurfaceKind kind, const Rect& place) {
  const TrackTime time = pending_->record_at(at);
  CHECK(pending_->scene.open(surface, kind, place).has_value());
  pending_->records.opened(time, pending_->open_surface(surface));
  pending_->charge(place.area());
}

void Writer::surface_moved(TrackTime at, SurfaceId surface, const Rect& place) {
  Surface& moved = pending_->open_surface(surface);
  if (moved.place == place) return;
  pending_->sharpen(at, moved, true);
  pending_->forget(surface);
  const TrackTime time = pending_->record_at(at);
  CHECK(pending_->scene.move(surface, place).has_value());
  pending_->records.moved(time, surface, place);
  pending_->charge(place.area());
}

void Writer::surface_closed(TrackTime at, SurfaceId surface) {
  const TrackTime time = pending_->record_at(at);
  CHECK(pending_->scene.close(surface).has_value());
  pending_->records.closed(time, surface);
  pending_->forget(surface);
}

void Writer::stacking(TrackTime at, std::span<const SurfaceId> bottom_to_top) {
  const auto order = [this] {
    std::vector<SurfaceId> ids;
    for (const Surface& surface : pending_->scene.surfaces()) ids.push_back(surface.id);
    return ids;
  };
  const std::vector<SurfaceId> before = order();
  std::vector<SurfaceId> as_given(bottom_to_top.begin(), bottom_to_top.end());
  if (as_given == before) return;
  const TrackTime time = pending_->record_at(at);
  CHECK(pending_->scene.stack(bottom_to_top).has_value());
  pending_->records.stacking(time, bottom_to_top);
}

void Writer::pixels_changed(TrackTime at, SurfaceId surface, const Rect& area, PixelView pixels) {
  Surface& changed = pending_->open_surface(surface);
  CHECK(!area.empty() && intersection(area, changed.pixels.bounds()) == area);
  CHECK(pixels.width == area.width && pixels.height == area.height && pixels.stride >= pixels.width);
  pending_->change(at, changed, area, pixels);
}

void Writer::withheld(TrackTime at, SurfaceId surface, const Rect& area, Withheld reason) {
  Surface& changed = pending_->open_surface(surface);
  const Rect inside = intersection(area, changed.pixels.bounds());
  if (inside.empty() || changed.pixels.is_filled(inside, withheld_pixel(reason))) return;
  pending_->sharpen(at, changed, true);
  pending_->forget(changed, inside);
  const TrackTime time = pending_->record_at(at);
  CHECK(pending_->scene.withhold(surface, inside, reason).has_value());
  pending_->records.withheld_area(time, surface, inside, reason);
  pending_->charge(inside.area());
}

void Writer::withheld_time(TrackTime from, TrackTime to, Withheld reason) {
  CHECK(from >= TrackTime{0} && from <= to);
  pending_->records.withheld_time(pending_->record_at(to), from, to, reason);
}

void Writer::cursor(TrackTime at, bool visible, Point in_root) {
  const Cursor cursor{visible, visible ? in_root : Point{}};
  if (pending_->scene.cursor() == cursor) return;
  const TrackTime time = pending_->record_at(at);
  pending_->records.cursor(time, pending_->scene.cursor(), cursor);
  pending_->scene.set_cursor(cursor);
}

bool Writer::has_content() const { return pending_->has_content(); }
std::size_t Writer::pending_bytes() const { return pending_->estimate(); }
TrackTime Writer::pending_since() const { return pending_->begin(); }
Chunk Writer::take_chunk(TrackTime now) { return pending_->take(now); }

}  // namespace insyn::track
