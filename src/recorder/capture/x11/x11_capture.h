// Capture of what an application's windows show, from an X server; and of what they are called.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "recorder/capture/x11/pixel_reader.h"
#include "recorder/capture/x11/screen_watch.h"
#include "recorder/capture/x11/surface.h"
#include "recorder/capture/x11/titles.h"

namespace insyn::recorder::x11 {

class X11Capture final : public ScreenWatch {
 public:
  // Reads at most `max_fps` times a second, and titles only where they are `titled`.
  static Result<std::unique_ptr<X11Capture>> open(const std::string& display, int max_fps, bool titled,
                                                  const CaptureHost& host, const Clock& clock);

 private:
  X11Capture(Connection connection, PixelReader reader, int max_fps, const CaptureHost& host,
             const Clock& clock);

  void heed(const xcb_generic_event_t& event, std::uint8_t type) override;
  void structure_changed(const StructureChange& change) override;
  void found(const std::vector<FoundSurface>& all, CaptureSink& sink) override;
  std::vector<xcb_window_t> recorded() const override;
  void close_all(CaptureSink& sink) override;
  Status read_due(CaptureSink& sink) override;
  Status read_all(CaptureSink& sink) override;
  std::optional<Mono> next_reading() const override;

  static bool can_be_read(const Surface& surface);
  // The screen shows that it is being recorded.
  bool marked(const Surface& surface) const;
  bool waits_for_mark(const Surface& surface) const;
  void frame_windows();
  void look_for_marks(CaptureSink& sink);
  bool news_is_due() const;
  std::optional<Mono> picture_due() const;
  std::optional<Mono> first_drawing_due(const Surface& surface) const;
  void close_missing(const std::vector<FoundSurface>& found, CaptureSink& sink);
  void open_or_settle(const FoundSurface& found, CaptureSink& sink);
  void report_stacking(const std::vector<FoundSurface>& found, CaptureSink& sink);
  void report_pointer(CaptureSink& sink);

  Status read_surfaces(CaptureSink& sink);
  Status read_first_drawings(CaptureSink& sink);
  Status read(Surface& surface, CaptureSink& sink);
  ReadFacts facts_of(const Surface& surface) const;
  Surface* surface_of(xcb_window_t window);

  void watch_titles();
  bool title_is_news(const Surface& surface) const;
  void read_titles(CaptureSink& sink);
  void read_title(const Surface& surface, CaptureSink& sink);

  PixelReader reader_;  // its memory detaches from the connection
  std::vector<std::unique_ptr<Surface>> surfaces_;
  std::optional<Titles> titles_;
  std::vector<track::SurfaceId> stacking_;
  track::SurfaceId next_id_ = 1;
  Pace pictures_;
};

}  // namespace insyn::recorder::x11
