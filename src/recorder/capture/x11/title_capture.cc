#include "recorder/capture/x11/title_capture.h"

namespace insyn::recorder::x11 {

Result<std::unique_ptr<TitleCapture>> TitleCapture::open(const std::string& display, const CaptureHost& host,
                                                         const Clock& clock) {
  TRY_ASSIGN(Connection connection, Connection::open(display));
  return std::unique_ptr<TitleCapture>(new TitleCapture(std::move(connection), host, clock));
}

void TitleCapture::report_marks(CaptureSink& sink) {
  std::set<track::SurfaceId> unmarked;
  for (const auto& window : windows_) {
    if (!waits_for_mark(*window) || !marks_.missing()) continue;
    if (!reported_unmarked_.contains(window->id()))
      sink.unreadable(window->id(), window->place(), track::Withheld::kNoIndicator);
    unmarked.insert(window->id());
  }
  reported_unmarked_ = std::move(unmarked);
}

}  // namespace insyn::recorder::x11
