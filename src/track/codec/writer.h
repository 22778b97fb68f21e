// The track: a pixel-exact recording of application windows. docs/track-format.md describes the bytes.
#pragma once

#include <memory>
#include <span>

#include "base/bytes.h"
#include "track/codec/pixels.h"
#include "track/codec/surfaces.h"

namespace insyn::track {

struct Chunk {
  Bytes bytes;
  TrackTime begin{0};
  TrackTime end{0};
  // Reading may start at this chunk.
  bool index_point = false;
};

class PendingChunk;

// How a playing video is stored while it plays: pixel by pixel like everything else, or about so, marked as
// such and in a bounded number of bytes, and pixel by pixel once it rests.
enum class Videos { kExactly, kRoughly };

// Turns what happens to surfaces into chunks. Calls come in the order of time; a time before the last call's
// counts as the last call's. A call on a surface that is not open, a surface that has_room_for() refuses and
// an area outside its surface are the caller's bugs and CHECKed.
class Writer {
 public:
  explicit Writer(Videos videos = Videos::kRoughly);
  ~Writer();
  Writer(Writer&&) noexcept;
  Writer& operator=(Writer&&) noexcept;

  // Whether a new surface may be opened here: at most 64 surfaces, 16384 pixels a side, 64 Mpixel together.
  bool has_room_for(const Rect& place) const;
  // The same for a surface that is open already.
  bool has_room_for(SurfaceId surface, const Rect& place) const;

  // `place` is in root coordinates. The surface lies on top and is withheld as not yet drawn.
  void surface_opened(TrackTime at, SurfaceId surface, SurfaceKind kind, const Rect& place);
  // The size may change: the overlap keeps its pixels, the rest is withheld as not yet drawn.
  void surface_moved(TrackTime at, SurfaceId surface, const Rect& place);
  void surface_closed(TrackTime at, SurfaceId surface);
  // Each surface at most once; those not named lie below, in the order they had.
  void stacking(TrackTime at, std::span<const SurfaceId> bottom_to_top);
  // `pixels` is the whole of `area` (surface coordinates); the top byte of each pixel is ignored. Only what
  // differs from the pixels before is stored. With Videos::kRoughly tiles of a playing video are stored
  // roughly, and exactly once they have not changed for half a second.
  void pixels_changed(TrackTime at, SurfaceId surface, const Rect& area, PixelView pixels);
  // Forgets the pixels of `area` (surface coordinates, cut to the surface) and says why.
  void withheld(TrackTime at, SurfaceId surface, const Rect& area, Withheld reason);
  // Nothing was kept from `from` to `to`. The surfaces are not changed by this.
  void withheld_time(TrackTime from, TrackTime to, Withheld reason);
  void cursor(TrackTime at, bool visible, Point in_root);

  // Also while something is stored roughly only.
  bool has_content() const;
  // An estimate of the compressed size of what take_chunk() would give; very large where the chunk has to be
  // taken for other reasons.
  std::size_t pending_bytes() const;
  // When the pending content began, or what is stored roughly only changed last; zero without content.
  TrackTime pending_since() const;
  // What is pending, as one chunk that needs those before it, back to the last index point. There must be
  // content; where all there is was stored roughly, it is stored exactly now. The first chunk is an index
  // point, and then one a minute where 128 KiB have come since the last, one every 8 MiB, and one in five
  // minutes in any case.
  Chunk take_chunk(TrackTime now);

 private:
  std::unique_ptr<PendingChunk> pending_;
};

}  // namespace insyn::track
