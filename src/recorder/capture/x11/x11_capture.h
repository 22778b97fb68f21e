// Capture of an application's windows from an X server.
#pragma once

#include <memory>
#include <vector>

#include "recorder/capture/capture.h"
#include "recorder/capture/x11/connection.h"
#include "recorder/capture/x11/shared_memory.h"
#include "recorder/capture/x11/surface.h"

namespace insyn::recorder::x11 {

class X11Capture final : public Capture {
 public:
  // Reads at most `max_fps` times a second. `question` and `clock` outlive the capture.
  static Result<std::unique_ptr<X11Capture>> open(const std::string& display, int max_fps,
                                                  WindowQuestion& question, const Clock& clock);

  Status next(Mono deadline, int stop_fd, CaptureSink& sink) override;
  Status last_look(CaptureSink& sink) override;

 private:
  X11Capture(Connection connection, SharedMemory memory, int max_fps, WindowQuestion& question,
             const Clock& clock);

  void drain_events();
  void handle(const xcb_generic_event_t& event);
  void handle_structure(const xcb_generic_event_t& event, std::uint8_t type);

  bool work_waits() const;
  Status turn(CaptureSink& sink);
  Mono next_turn() const;
  void look_at_windows(CaptureSink& sink);
  void close_missing(const std::vector<FoundSurface>& found, CaptureSink& sink);
  void open_or_settle(const FoundSurface& found, CaptureSink& sink);
  void report_stacking(const std::vector<FoundSurface>& found, CaptureSink& sink);
  void report_pointer(CaptureSink& sink);

  Status read_surfaces(CaptureSink& sink);
  Status read(Surface& surface, CaptureSink& sink);
  Status make_room(std::size_t bytes);
  Result<bool> fetch(const Surface& surface, const std::vector<Rect>& areas);
  ReadFacts facts_of(const Surface& surface) const;
  Surface* surface_of(xcb_window_t window);

  Connection connection_;  // before the memory: that detaches from it
  SharedMemory memory_;
  std::chrono::microseconds interval_;
  WindowQuestion& question_;
  const Clock& clock_;
  std::vector<std::unique_ptr<Surface>> surfaces_;
  std::vector<track::SurfaceId> stacking_;
  track::SurfaceId next_id_ = 1;
  Mono last_turn_{};
  bool tree_changed_ = true;
};

}  // namespace insyn::recorder::x11
