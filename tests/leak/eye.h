// Sees on the X server when the recorder scrubs the application's window and when the application has painted
// it anew, so that the time that an application takes to paint is not counted as the recorder's.
#pragma once

#include <xcb/xcb.h>

#include <atomic>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "support/x_server.h"

namespace insyn::leak {

struct Repaint {
  Mono asked{};               // the pixmap was scrubbed and the application asked to paint
  std::optional<Mono> drawn;  // it has painted every pixel since
};

class Eye {
 public:
  Eye(const support::XServer& server, const std::string& window);
  ~Eye() { stop(); }
  Eye(const Eye&) = delete;
  Eye& operator=(const Eye&) = delete;

  // Stops watching. What it saw, in order of time.
  std::vector<Repaint> stop();

 private:
  void run();
  void handle(const xcb_generic_event_t& event);

  SystemClock clock_;
  xcb_connection_t* c_;
  const xcb_window_t window_;
  std::uint8_t damage_event_ = 0;
  xcb_window_t overlay_ = 0;  // the recorder's
  int overlay_width_ = 0, overlay_height_ = 0;
  int width_ = 0, height_ = 0;  // of what is to be painted: another overlay may be there meanwhile
  std::vector<char> unpainted_;
  std::size_t left_ = 0;
  std::vector<Repaint> seen_;
  std::atomic<bool> done_ = false;
  std::thread thread_;
};

}  // namespace insyn::leak
