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
#include "recorder/capture/x11/structure_event.h"
#include "recorder/capture/x11/window_tree.h"
#include "track/codec/surfaces.h"

namespace insyn::recorder::x11 {

class Surface {
 public:
  // How long an application may take to paint anew before the old picture is taken away.
  static constexpr std::chrono::milliseconds kPatienceWithRedraw{150};

  // Redirects the window and names its first generation. `id` is the surface's number in the recording.
  Surface(const Connection& connection, track::SurfaceId id, const FoundSurface& found,
          ProcessHandle process);
  Surface(const Surface&) = delete;
  Surface& operator=(const Surface&) = delete;
  ~Surface();

  track::SurfaceId id() const { return id_; }
  xcb_window_t window() const { return found_.window; }
  const FoundSurface& found() const { return found_; }
  const ProcessHandle& process() const { return process_; }
  // The size of the pixmap that is being read, at the place where the window was last seen.
  Rect place() const { return {found_.place.x, found_.place.y, size_.width, size_.height}; }
  bool readable_format() const { return readable_format_; }

  // What a look at the tree found; starts a new generation where the window was resized, unmapped or had
  // somebody else's window inside. False where the window has gone meanwhile.
  bool settle(const FoundSurface& found, PixelReader& reader, Mono now);
  // Nothing read from now on counts until the next settle(), where the change may touch what the pixmap
  // shows.
  void structure_changed(const StructureChange& change, std::uint32_t resource_mask);
  bool settled() const { return settled_; }
  // The server itself paints nothing here that might not be the application's.
  bool own_background() const;
  // Reads `areas` of the pixmap. False where it is gone, or where its window has been given another
  // background: then it begins anew.
  Result<bool> read(PixelReader& reader, const std::vector<Rect>& areas);
  // Whether `found` is still this window: its number may have gone to another one meanwhile.
  bool is_still(const FoundSurface& found) const {
    return !destroyed_ && found.window == found_.window && found.pid == process_.pid();
  }

  // Reports the surface, or where it is now, where that is news.
  void announce(CaptureSink& sink);
  bool announced() const { return announced_.has_value(); }
  // Something about the surface still has to be reported, though nothing is drawn.
  bool has_news() const { return !undrawn_.empty() && !undrawn_reported_; }
  // When report_news() will report it.
  Mono news_due() const { return generation_began_ + kPatienceWithRedraw; }
  void report_news(Mono now, CaptureSink& sink);

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
  // What was drawn since the last call and has not been given back; asks the server.
  Region take_damage();
  void give_back(const Region& region);
  // Nothing happened to the surface while `areas` were read: the application has drawn `drawn`, but for where
  // the colour of the scrub still shows, whatever the server says: it reports a line as the rectangle around
  // it. `pixels` are those of one area after the other, rows without gaps.
  void accept(const Region& drawn, const std::vector<Rect>& areas, const std::uint32_t* pixels);
  const Region& undrawn() const { return undrawn_; }

 private:
  bool new_generation(PixelReader& reader, Mono now);
  bool concerns(xcb_window_t window) const;
  bool moved(const StructureChange& change);
  void look_for_scrub(const Rect& area, const std::uint32_t* pixels);
  void unsettle(bool pixmap_lost);
  void scrub(PixelReader& reader);
  void fetch(xcb_xfixes_fetch_region_cookie_t asked, Region& region) const;

  const Connection& connection_;
  track::SurfaceId id_;
  FoundSurface found_;
  ProcessHandle process_;
  xcb_damage_damage_t damage_ = 0;
  xcb_xfixes_region_t drawn_ = 0;
  xcb_xfixes_region_t drawn_late_ = 0;  // after the damage was taken, before the read
  xcb_pixmap_t pixmap_ = 0;
  Rect size_;
  int border_ = 0;  // of the pixmap, on each side
  Region undrawn_;
  Region pending_;
  Background background_;
  std::uint32_t own_doing_ = 0, own_doing_lasts_ = 0;  // by the numbers of events
  std::uint32_t scrub_colour_ = 0;
  bool settled_ = false;
  bool pixmap_lost_ = true;
  bool destroyed_ = false;
  bool damaged_ = false;
  bool readable_format_ = true;
  bool undrawn_reported_ = false;
  bool unmarked_reported_ = false;
  Mono generation_began_{};
  Mono asked_if_drawn_{};
  std::optional<Rect> announced_;
};

}  // namespace insyn::recorder::x11
