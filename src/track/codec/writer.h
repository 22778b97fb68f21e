// Encodes what happens to application windows as a track: a recording that is lossless pixel by pixel, except
// for videos while they play. docs/track-format.md describes the bytes.
#pragma once

#include <memory>
#include <span>

#include "base/bytes.h"
#include "track/codec/scene.h"

namespace insyn::track {

struct Chunk {
  Bytes bytes;
  TrackTime begin{0};
  TrackTime end{0};
  // Decoding may start at this chunk.
  bool index_point = false;
};

// How a playing video is coded. kLossy: as an approximation, marked as such and bounded in bytes, and without
// loss once it is at rest.
enum class VideoCoding { kLossless, kLossy };

// Where a track goes on: the number of its next chunk, and a time that is not before the end of the last one.
struct TrackPosition {
  std::uint32_t chunk = 0;
  TrackTime time{0};
};

// Calls come in the order of time; a time before that of the last call counts as the last call's. CHECKed, as
// the caller's bugs: a surface that is not open, one for which has_room_for() is false, and an area outside
// its surface.
class Writer {
 public:
  // From `from` on: its first chunk is an index point, knows no surface and refers to nothing that another
  // writer wrote.
  explicit Writer(VideoCoding videos = VideoCoding::kLossy, TrackPosition from = {});
  ~Writer();
  Writer(Writer&&) noexcept;
  Writer& operator=(Writer&&) noexcept;

  // Whether one more surface may be opened at `place`: at most 64 surfaces, 16384 pixels a side and 64 Mpixel
  // together.
  bool has_room_for(const Rect& place) const;
  // Whether an open surface may be moved to `place`.
  bool has_room_for(SurfaceId surface, const Rect& place) const;

  // `place` is in root coordinates. The surface lies on top and is withheld as not yet drawn.
  void surface_opened(TrackTime at, SurfaceId surface, SurfaceKind kind, const Rect& place);
  // Where the size changes, what old and new size have in common keeps its pixels; the rest is withheld as
  // not yet drawn.
  void surface_moved(TrackTime at, SurfaceId surface, const Rect& place);
  void surface_closed(TrackTime at, SurfaceId surface);
  // Each surface at most once; those not named lie below, in the order they had.
  void stacking(TrackTime at, std::span<const SurfaceId> bottom_to_top);
  // `pixels` has the size of `area` (surface coordinates); the top byte of each pixel is ignored. Only tiles
  // that have changed are coded. With VideoCoding::kLossy the tiles of a playing video are lossy, and coded
  // again without loss when they have not changed for half a second.
  void pixels_changed(TrackTime at, SurfaceId surface, const Rect& area, PixelView pixels);
  // Erases the pixels of `area` (surface coordinates, clipped to the surface) and records why.
  void withheld(TrackTime at, SurfaceId surface, const Rect& area, Withheld reason);
  // Records that nothing was kept from `from` to `to`. No surface changes.
  void withheld_time(TrackTime from, TrackTime to, Withheld reason);
  void cursor(TrackTime at, bool visible, Point in_root);
  // Records that what is shown was shown until `at`: at the end of a recording, which may have rested since
  // its last change. Nothing where this writer wrote nothing.
  void shown_until(TrackTime at);

  // Whether take_chunk() may be called. Lossy tiles are content, since they are to be coded again.
  bool has_content() const;
  // The size of the body so far, in bytes, at which the caller decides to take a chunk; more than any such
  // threshold where the chunk must be taken because decoding it already costs much.
  std::size_t pending_bytes() const;
  // The time of the first pending record; where only lossy tiles are pending, of their last change; zero
  // without content.
  TrackTime pending_since() const;
  // The pending content as one chunk, which ends at `now` or later. There must be content. Where only lossy
  // tiles are pending, all are coded losslessly. Decoding the chunk takes those before it, back to the last
  // index point. Index points: the first chunk; after a minute in which 128 KiB were written; after 8 MiB;
  // after five minutes in any case.
  Chunk take_chunk(TrackTime now);

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace insyn::track
