// The small interface that every capture back end implements. A capture reports surfaces, raw frames and raw
// titles; it asks which windows it may touch at all and decides nothing else.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "indicator/border.h"
#include "recorder/capture/raw_frame.h"
#include "recorder/capture/raw_title.h"

namespace insyn::recorder {

// Answers for the capture whether a window may be touched. Asked before anything is read, and again for every
// frame.
class WindowQuestion {
 public:
  virtual ~WindowQuestion() = default;
  virtual bool admits(const WindowFacts& window) = 0;
  // After a look at all windows: none that is in scope is there. `others` are on the screen, bottom to top;
  // empty where one that is in scope is there and is only hidden.
  virtual void none_admitted(const std::vector<OtherWindow>& others) = 0;
};

// Whether the agent's session is what the screen shows: not locked, not switched away from. Asked before
// anything is read, and again before what was read is handed on. A pure question: nobody is served meanwhile.
class SessionQuestion {
 public:
  virtual ~SessionQuestion() = default;
  virtual bool on_screen() const = 0;
};

// The points of a capture's work at which whoever records serves others: handles what has arrived at the
// control socket and at the session's buses, which may change what SessionQuestion answers. They are served
// at no other moment while the capture works. Neither function may end the capture.
class ServicePoints {
 public:
  virtual ~ServicePoints() = default;
  // In each turn, before the capture asks whether the session is on the screen and reads anything.
  virtual void before_reading() = 0;
  // After something was read, before the capture asks whether it may be kept: what has arrived until now
  // counts for it.
  virtual void before_keeping() = 0;
};

// What is said to be painted on the screen around the windows that are being recorded. To be looked at.
struct Painted {
  indicator::Challenge challenge{};
  Mono asked{};                            // when it was first asked for
  int process = -1;                        // whose windows the sides have to be
  std::vector<indicator::WindowId> sides;  // the windows that the borders are made of
};

// Whoever marks on the screen what is being recorded.
class IndicatorQuestion {
 public:
  virtual ~IndicatorQuestion() = default;
  // What is to be marked from now on.
  virtual void show(std::vector<indicator::MarkedWindow> windows) = 0;
  // Wants a challenge painted that was never painted before.
  virtual void ask() = 0;
  // The answer; nothing where there is none yet to the last ask.
  virtual std::optional<Painted> painted() = 0;
};

// Receives what happened, in order.
class CaptureSink {
 public:
  virtual ~CaptureSink() = default;
  virtual void surface_opened(track::SurfaceId surface, track::SurfaceKind kind, const Rect& place) = 0;
  virtual void surface_moved(track::SurfaceId surface, const Rect& place) = 0;
  virtual void surface_closed(track::SurfaceId surface) = 0;
  virtual void stacking(std::span<const track::SurfaceId> bottom_to_top) = 0;
  virtual void frame(RawFrame frame) = 0;
  // What a window is called, when it is first seen and whenever that may have changed.
  virtual void title(RawTitle title) = 0;
  // A surface, or a part of it, that could not be read: `at` in its coordinates.
  virtual void unreadable(track::SurfaceId surface, const Rect& at, track::Withheld reason) = 0;
  // The screen is locked or shows another session: every surface was closed before. And is back.
  virtual void session_hidden() = 0;
  virtual void session_shown() = 0;
  // Where the pointer is on the desktop; `over_surface` only while no other window lies between.
  virtual void pointer(bool over_surface, Point at) = 0;
};

// Whoever records, as a capture sees it. All of them outlive the capture.
struct CaptureHost {
  WindowQuestion& window;
  SessionQuestion& session;
  IndicatorQuestion& indicator;
  ServicePoints& service;
};

// A capture never waits for something to happen. Its owner does, in turns: until fd() is readable or due()
// has come, and then it calls work().
class Capture {
 public:
  virtual ~Capture() = default;

  // Readable when something has arrived for work(). Open as long as the capture is.
  virtual int fd() const = 0;
  // When work() has something to do though nothing arrives: a moment that has passed where it has already,
  // nothing while nothing changes. Asked right before each wait, since it takes in what the system has
  // delivered without making fd() readable, and sends out what is still to be sent.
  virtual std::optional<Mono> due() = 0;
  // Reports what has happened. An error means that the desktop is lost; what was reported before stays good.
  virtual Status work(CaptureSink& sink) = 0;
  // Reports what has happened and is not reported yet, due or not: the recording ends here.
  virtual Status last_look(CaptureSink& sink) = 0;
  // Something waits in vain to be marked on the screen.
  virtual bool mark_is_missing() const = 0;

 protected:
  static RawFrame raw_frame(track::SurfaceId surface, Rect at, track::PixelView pixels, ReadFacts facts) {
    return {surface, at, pixels, std::move(facts)};
  }
  static RawTitle raw_title(track::SurfaceId surface, std::string text, TitleFacts facts) {
    return {surface, std::move(text), std::move(facts)};
  }
};

}  // namespace insyn::recorder
