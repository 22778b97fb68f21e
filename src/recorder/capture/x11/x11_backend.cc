#include "recorder/capture/x11/x11_backend.h"

#include <cstdlib>

#include "recorder/capture/x11/local_display.h"
#include "recorder/capture/x11/title_capture.h"
#include "recorder/capture/x11/x11_capture.h"

namespace insyn::recorder::x11 {
namespace {

bool is_set(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

}  // namespace

reason::OrReason<void> X11Backend::probe() const {
  // Without an X server for older programs.
  if (display_.empty() && !is_set("DISPLAY") && is_set("WAYLAND_DISPLAY"))
    return reason::because(reason::WaylandSession{});
  TRY_ASSIGN(const std::string display, local_display(display_));
  TRY_ASSIGN(Connection connection, Connection::connect(display));
  if (connection.is_of_wayland()) return reason::because(reason::WaylandSession{});
  if (!connection.screen_format())
    return reason::because(reason::ScreenDepth{connection.screen().root_depth});
  TRY(connection.require_extensions());
  return {};
}

Result<std::unique_ptr<Capture>> X11Backend::open(const CaptureSettings& settings, const CaptureHost& host,
                                                  const Clock& clock) const {
  TRY_ASSIGN(const std::string display, local_display(display_));
  if (!settings.pictures) return TitleCapture::open(display, host, clock);
  return X11Capture::open(display, settings.max_fps, settings.titles, host, clock);
}

}  // namespace insyn::recorder::x11
