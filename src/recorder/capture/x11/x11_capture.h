// Capture of what an application's windows show, from an X server; and of what they are called.
#pragma once

#include "recorder/capture/x11/pixel_reader.h"
#include "recorder/capture/x11/surface.h"
#include "recorder/capture/x11/window_capture.h"

namespace insyn::recorder::x11 {

class X11Capture final : public WindowCapture {
 public:
  // Reads at most `max_fps` times a second, and titles only where they are `titled`.
  static Result<std::unique_ptr<X11Capture>> open(const std::string& display, int max_fps, bool titled,
                                                  const CaptureHost& host, const Clock& clock);

 private:
  X11Capture(Connection connection, PixelReader reader, int max_fps, bool titled, const CaptureHost& host,
             const Clock& clock);

  bool records(const FoundSurface&) const override { return true; }
  std::unique_ptr<TrackedWindow> track(track::SurfaceId id, const FoundSurface& found, ProcessHandle process,
                                       Mono opened) override;
  void on_event(const xcb_generic_event_t& event, std::uint8_t type) override;
  bool is_to_be_read(const TrackedWindow& window) const override;
  std::optional<Mono> next_reading() const override;
  Status read_due(CaptureSink& sink) override;
  Status read_all(CaptureSink& sink) override { return read_surfaces(sink); }
  void report_marks(CaptureSink& sink) override;

  // All windows that it tracks are surfaces: track() makes no others.
  static Surface& surface(TrackedWindow& window) { return static_cast<Surface&>(window); }
  static const Surface& surface(const TrackedWindow& window) { return static_cast<const Surface&>(window); }

  static bool can_be_read(const Surface& surface);
  // Undrawn areas wait to be reported, and have waited long enough.
  bool undrawn_report_due() const;
  std::optional<Mono> picture_due() const;
  std::optional<Mono> first_drawing_due(const Surface& surface) const;

  Status read_surfaces(CaptureSink& sink);
  Status read_first_drawings(CaptureSink& sink);
  Status read(Surface& surface, CaptureSink& sink);
  ReadFacts facts_of(const Surface& surface) const;
  void report_pointer(CaptureSink& sink);

  PixelReader reader_;  // its memory detaches from the connection
  Pace pictures_;
};

}  // namespace insyn::recorder::x11
