// Capture of what an application's windows are called, and of nothing that they show. It has no way to read a
// pixel of theirs: what it looks at on the screen is the indicator's border around them.
#pragma once

#include <set>

#include "recorder/capture/x11/window_capture.h"

namespace insyn::recorder::x11 {

class TitleCapture final : public WindowCapture {
 public:
  static Result<std::unique_ptr<TitleCapture>> open(const std::string& display, const CaptureHost& host,
                                                    const Clock& clock);

 private:
  TitleCapture(Connection connection, const CaptureHost& host, const Clock& clock)
      : WindowCapture(std::move(connection), true, host, clock) {}

  // Menus and the like have no title.
  bool records(const FoundSurface& found) const override { return !found.popup; }
  std::unique_ptr<TrackedWindow> track(track::SurfaceId id, const FoundSurface& found, ProcessHandle process,
                                       Mono opened) override {
    return std::make_unique<TrackedWindow>(id, found, std::move(process), opened);
  }
  void on_event(const xcb_generic_event_t&, std::uint8_t) override {}
  bool is_to_be_read(const TrackedWindow&) const override { return false; }
  std::optional<Mono> next_reading() const override { return std::nullopt; }
  Status read_due(CaptureSink&) override { return {}; }
  Status read_all(CaptureSink&) override { return {}; }
  void report_marks(CaptureSink& sink) override;

  std::set<track::SurfaceId> reported_unmarked_;
};

}  // namespace insyn::recorder::x11
