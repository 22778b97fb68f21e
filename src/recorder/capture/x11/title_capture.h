// Capture of what an application's windows are called, and of nothing that they show. It has no way to read a
// pixel of theirs: what it looks at on the screen is the indicator's frame around them.
#pragma once

#include "recorder/capture/x11/screen_watch.h"
#include "recorder/capture/x11/titles.h"

namespace insyn::recorder::x11 {

class TitleCapture final : public ScreenWatch {
 public:
  static Result<std::unique_ptr<TitleCapture>> open(const std::string& display, const CaptureHost& host,
                                                    const Clock& clock);

 private:
  struct Window {
    track::SurfaceId id;
    FoundSurface found;
    ProcessHandle process;
    bool settled = true;  // nothing happened to it since it was looked at
    bool destroyed = false;
    bool unmarked_reported = false;
  };

  TitleCapture(Connection connection, const CaptureHost& host, const Clock& clock);

  void heed(const xcb_generic_event_t& event, std::uint8_t type) override;
  void structure_changed(const StructureChange& change) override;
  void found(const std::vector<FoundSurface>& all, CaptureSink& sink) override;
  std::vector<xcb_window_t> recorded() const override;
  void close_all(CaptureSink& sink) override;
  Status read_due(CaptureSink& sink) override;
  Status read_all(CaptureSink& sink) override;
  std::optional<Mono> next_reading() const override;

  void close_missing(const std::vector<FoundSurface>& all, CaptureSink& sink);
  void open_or_settle(const FoundSurface& found, CaptureSink& sink);
  bool title_is_news(const Window& window) const {
    return window.settled && titles_.has_news(window.found.window);
  }
  bool marked(const Window& window) const { return marks_.shown(window.found.window, clock_.mono()); }
  void look_for_marks(CaptureSink& sink);
  void read(const Window& window, CaptureSink& sink);

  std::vector<Window> windows_;  // that the window manager manages: menus and the like have no title
  Titles titles_;
  track::SurfaceId next_id_ = 1;
};

}  // namespace insyn::recorder::x11
