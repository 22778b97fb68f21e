// A desktop that exists in memory only, for tests: windows, what they show and what they are called, what
// happens when, and what happens while they are being read. With a clock that the test sets, everything that
// is recorded of it is determined.
#pragma once

#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "base/clock.h"
#include "indicator/border.h"
#include "os/local_socket.h"
#include "recorder/capture/facts.h"
#include "track/codec/pixels.h"

namespace insyn::recorder::scripted {

struct Window {
  indicator::WindowId number{};
  WindowFacts facts;
  Rect place;
  track::Image picture;
  std::string title;
  bool running = true;  // the program that it belongs to
  // The back end's own; see ReadFacts.
  std::optional<track::Withheld> doubt;
  Region undrawn;
  // What the capture has not seen yet.
  Region drawn;
  bool title_changed = true;
};

class Desktop {
 public:
  // A window over all others, of one colour. Its number does not fit into 32 bits: nobody but this desktop
  // may make anything of it. References to windows are good until the next one is opened or closed.
  Window& open(WindowFacts facts, const Rect& place, std::uint32_t colour);
  void close(indicator::WindowId number);
  Window& window(indicator::WindowId number);

  static void fill(Window& window, const Rect& area, std::uint32_t colour);
  static void paste(Window& window, Point to, const track::Image& image);
  static void set_title(Window& window, std::string title);

  // The scene: what happens so long after the first capture was opened; in order. Done by the capture, in its
  // turn.
  void at(std::chrono::milliseconds after, std::function<void(Desktop&)> what) {
    scene_.push_back({after, std::move(what)});
  }
  // What happens in the capture's next turn, and wakes it. May be called by another thread than its own.
  void post(std::function<void(Desktop&)> what);
  // Done once, after the next read and before it is asked whether what was read may be kept.
  void while_reading(std::function<void()> what) { while_reading_ = std::move(what); }
  // The display server is gone.
  void lose() { lost_ = true; }
  void move_pointer(Point to) { pointer_ = to; }

  // For captures, `now` being their clock's.
  void opened(Mono now);
  void play(Mono now);
  // Readable when something was posted.
  int fd() const { return bell_.first.fd(); }
  // When play() has something to do next.
  std::optional<Mono> due() const;
  std::vector<Window>& windows() { return windows_; }  // bottom to top
  void was_read();
  bool lost() const { return lost_; }
  Point pointer() const { return pointer_; }

 private:
  struct Happening {
    std::chrono::milliseconds after;
    std::function<void(Desktop&)> what;
  };
  std::vector<Window> windows_;
  std::deque<Happening> scene_;
  std::mutex lock_;  // of posted_
  std::vector<std::function<void(Desktop&)>> posted_;
  std::pair<LocalSocket, LocalSocket> bell_ = LocalSocket::pair().value();
  std::optional<Mono> began_;
  std::uint64_t next_ = std::uint64_t{1} << 40;
  std::function<void()> while_reading_;
  Point pointer_;
  bool lost_ = false;
};

}  // namespace insyn::recorder::scripted
