// Capture of an application's windows from an X server.
#pragma once

#include <memory>
#include <vector>

#include "recorder/capture/capture.h"
#include "recorder/capture/pace.h"
#include "recorder/capture/x11/connection.h"
#include "recorder/capture/x11/marks.h"
#include "recorder/capture/x11/pixel_reader.h"
#include "recorder/capture/x11/surface.h"

namespace insyn::recorder::x11 {

class X11Capture final : public Capture {
 public:
  // Reads at most `max_fps` times a second. The questions and `clock` outlive the capture.
  static Result<std::unique_ptr<X11Capture>> open(const std::string& display, int max_fps,
                                                  WindowQuestion& question, SessionQuestion& session,
                                                  IndicatorQuestion& indicator, const Clock& clock);

  Status next(Mono deadline, int wake_fd, CaptureSink& sink) override;
  Status last_look(CaptureSink& sink) override;
  bool mark_is_missing() const override { return marks_.missing(); }

 private:
  X11Capture(Connection connection, PixelReader reader, int max_fps, WindowQuestion& question,
             SessionQuestion& session, IndicatorQuestion& indicator, const Clock& clock);

  void drain_events();
  void handle(const xcb_generic_event_t& event);
  void handle_structure(const xcb_generic_event_t& event, std::uint8_t type);

  // False while the screen is locked or shows another session, having closed what was open.
  bool may_look(CaptureSink& sink);
  bool session_hidden() { return screen_saver_on_ || !session_.on_screen(); }
  void look_again();
  static bool can_be_read(const Surface& surface);
  // The screen shows that it is being recorded.
  bool marked(const Surface& surface) const;
  bool waits_for_mark(const Surface& surface) const;
  void frame_windows();
  void look_for_marks(CaptureSink& sink);
  bool news_is_due() const;
  std::optional<Mono> picture_due() const;
  std::optional<Mono> first_drawing_due(const Surface& surface) const;
  std::optional<Mono> next_turn() const;
  Status turn(CaptureSink& sink);
  void look_at_windows(CaptureSink& sink);
  void close_missing(const std::vector<FoundSurface>& found, CaptureSink& sink);
  void open_or_settle(const FoundSurface& found, CaptureSink& sink);
  void report_stacking(const std::vector<FoundSurface>& found, CaptureSink& sink);
  void report_pointer(CaptureSink& sink);

  Status read_surfaces(CaptureSink& sink);
  Status read_first_drawings(CaptureSink& sink);
  Status read(Surface& surface, CaptureSink& sink);
  ReadFacts facts_of(const Surface& surface) const;
  Surface* surface_of(xcb_window_t window);

  Connection connection_;  // before the reader, whose memory detaches from it
  PixelReader reader_;
  WindowQuestion& question_;
  SessionQuestion& session_;
  const Clock& clock_;
  std::vector<std::unique_ptr<Surface>> surfaces_;
  Marks marks_;
  std::vector<track::SurfaceId> stacking_;
  track::SurfaceId next_id_ = 1;
  Pace looks_;     // at the windows
  Pace pictures_;  // of what is in them
  bool tree_changed_ = true;
  bool screen_saver_on_ = false;
  bool hidden_ = false;
};

}  // namespace insyn::recorder::x11
