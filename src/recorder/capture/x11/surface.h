// One surface and the generations of its pixmap.
//
// When the server allocates a window's pixmap it copies in what lay below (research: XComposite). So every
// new generation is scrubbed: filled with one colour, then the application is asked to paint it anew. What is
// foreign is gone by construction; what the application has not painted since is known as `undrawn`. Nor does
// the server itself bring anything foreign in afterwards: see background.h.
#pragma once

#include <xcb/damage.h>
#include <xcb/xfixes.h>

#include <optional>

#include "base/clock.h"
#include "base/region.h"
#include "recorder/capture/x11/background.h"
#include "recorder/capture/x11/pixel_reader.h"
#include "recorder/capture/x11/tracked_window.h"

namespace insyn::recorder::x11 {

class Surface final : public TrackedWindow {
 public:
  // How long an application may take to paint anew before the old picture is taken away.
  static constexpr std::chrono::milliseconds kPatienceWithRedraw{150};

  // Redirects the window and names its first generation. All but `found` and `process` outlive it.
  Surface(const Connection& connection, PixelReader& reader, track::SurfaceId id, const FoundSurface& found,
          ProcessHandle process, Mono opened);
  ~Surface() override;

  // The size of the pixmap that is being read, at the place where the window was last seen.
  Rect place() const override { return {found_.place.x, found_.place.y, size_.width, size_.height}; }
  bool readable_format() const { return format_.has_value(); }

  // Starts a new generation where the window was resized, unmapped or had somebody else's window inside.
  bool settle(const FoundSurface& found, Mono now) override;
  void structure_changed(const StructureChange& change) override;
  // The server itself paints nothing here that might not be the application's.
  bool own_background() const;
  // Of the processes that have windows inside it, as of now.
  std::vector<std::optional<FileIdentity>> programs_inside() const;
  // Why nobody can answer for what was just read of it; nothing where that is the application's own.
  std::optional<track::Withheld> doubt() const;
  // Reads `areas` of the pixmap. False where it is gone, or where its window has been given another
  // background: then it begins anew.
  Result<bool> read(const std::vector<Rect>& areas);

  void announce(CaptureSink& sink) override;
  // What the application has not drawn in this generation still has to be reported, and when that is due.
  bool undrawn_report_pending() const { return !undrawn_.empty() && !undrawn_reported_; }
  Mono undrawn_report_due() const { return generation_began_ + kPatienceWithRedraw; }
  void report_undrawn(Mono now, CaptureSink& sink);

  // Whether the screen shows that it is being recorded: where that is missing nothing of it is kept, which is
  // reported once; where it is back, all of it is read anew.
  void report_mark(bool marked, bool missing, CaptureSink& sink);

  // The server said, by an event of this number, that something was drawn.
  void note_damage(std::uint32_t event) { damaged_ = damaged_ || event - own_doing_ > own_doing_lasts_; }
  bool damaged() const { return damaged_ || !pending_.empty(); }

  // Where something was drawn that belongs to what was never drawn before, when to ask whether that is all.
  std::optional<Mono> first_drawing_due() const;
  // Asks the server whether all that was undrawn has been drawn by now. Nothing is accepted yet.
  bool all_drawn(Mono now);
  // What was drawn since the last call, and what was requeued; asks the server.
  Region take_damage();
  // To be read again.
  void requeue(const Region& region);
  // Nothing happened to the surface while `areas` were read: the application has drawn `drawn`, but for where
  // the colour of the scrub still shows, whatever the server says: it reports a line as the rectangle around
  // it. `pixels` are those of one area after the other, rows without gaps.
  void accept(const Region& drawn, const std::vector<Rect>& areas, const std::uint32_t* pixels);
  const Region& undrawn() const { return undrawn_; }

 private:
  bool new_generation(Mono now);
  bool concerns(xcb_window_t window) const;
  bool moved(const StructureChange& change);
  void look_for_scrub(const Rect& area, const std::uint32_t* pixels);
  void unsettle(bool pixmap_lost);
  void hold_others();
  Point origin() const { return {border_ + margin_.left, border_ + margin_.top}; }
  void scrub();
  void fetch(xcb_xfixes_fetch_region_cookie_t asked, Region& region) const;

  const Connection& connection_;
  PixelReader& reader_;
  xcb_damage_damage_t damage_ = 0;
  xcb_xfixes_region_t drawn_ = 0;
  xcb_xfixes_region_t drawn_late_ = 0;  // after the damage was taken, before the read
  xcb_pixmap_t pixmap_ = 0;
  Rect window_size_;                     // of the window that the pixmap is of, without its border
  int border_ = 0;                       // of the pixmap, on each side
  indicator::x11::FrameExtents margin_;  // inside that, of a window that draws its own shadow
  Rect size_;                            // of what is read: the rest
  std::vector<ProcessHandle> others_inside_;
  Region undrawn_;
  Region pending_;
  Background background_;
  std::uint32_t own_doing_ = 0, own_doing_lasts_ = 0;  // by the numbers of events
  std::uint32_t scrub_colour_ = 0;                     // as it is read back
  bool pixmap_lost_ = true;
  bool damaged_ = false;
  std::optional<PixelFormat> format_;
  bool undrawn_reported_ = false;
  bool unmarked_reported_ = false;
  Mono generation_began_{};
  Mono asked_if_drawn_{};
};

}  // namespace insyn::recorder::x11
