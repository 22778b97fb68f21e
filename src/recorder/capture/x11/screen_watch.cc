#include "recorder/capture/x11/screen_watch.h"

#include <xcb/screensaver.h>

#include <algorithm>

#include "recorder/capture/guards.h"

namespace insyn::recorder::x11 {
namespace {

// While a window is being resized each look means a repaint for the application.
constexpr std::chrono::milliseconds kBetweenLooks(50);

}  // namespace

ScreenWatch::ScreenWatch(Connection connection, const CaptureHost& host, const Clock& clock)
    : connection_(std::move(connection)),
      clock_(clock),
      marks_(connection_, host.indicator),
      host_(host),
      looks_(kBetweenLooks),
      screen_saver_on_(connection_.watch_screen_saver()) {}

// A reply that was waited for may have brought events along: they lie in the connection's queue, where its
// file descriptor does not tell of them.
std::optional<Mono> ScreenWatch::due() {
  xcb_flush(connection_.get());
  drain_events();
  return next_turn();
}

Status ScreenWatch::work(CaptureSink& sink) {
  drain_events();
  TRY(connection_.alive());
  if (!may_look(sink)) return {};
  if (tree_changed_ && clock_.mono() >= looks_.next()) {
    looks_.took_turn(clock_.mono());
    look_at_windows(sink);
  }
  TRY(read_due(sink));
  return connection_.alive();
}

Status ScreenWatch::last_look(CaptureSink& sink) {
  drain_events();
  TRY(connection_.alive());
  if (!may_look(sink)) return {};
  if (tree_changed_) look_at_windows(sink);
  TRY(read_all(sink));
  return connection_.alive();
}

bool ScreenWatch::may_look(CaptureSink& sink) {
  host_.service.before_reading();
  if (!guard_on(Guard::kSessionShown) || session_hidden() == hidden_) return !hidden_;
  hidden_ = !hidden_;
  if (!hidden_) {
    look_again();
    sink.session_shown();
    return true;
  }
  close_all(sink);
  sink.session_hidden();
  return false;
}

bool ScreenWatch::may_keep() const {
  host_.service.before_keeping();
  return !guard_on(Guard::kSessionShown) || !session_hidden();
}

void ScreenWatch::look_again() {
  tree_changed_ = true;
  looks_.noticed(clock_.mono());
}

void ScreenWatch::look_at_windows(CaptureSink& sink) {
  tree_changed_ = false;
  found(find_surfaces(connection_, host_.window, recorded()), sink);
}

std::optional<Mono> ScreenWatch::next_turn() const {
  if (hidden_) return std::nullopt;
  const std::optional<Mono> reading = next_reading();
  if (!tree_changed_) return reading;
  return reading ? std::min(*reading, looks_.next()) : looks_.next();
}

void ScreenWatch::drain_events() {
  while (Owned<xcb_generic_event_t> event{xcb_poll_for_event(connection_.get())}) handle(*event);
}

void ScreenWatch::handle(const xcb_generic_event_t& event) {
  const std::uint8_t type = event.response_type & 0x7f;
  if (connection_.screen_saver_event() != 0 && type == connection_.screen_saver_event()) {
    const std::uint8_t state = reinterpret_cast<const xcb_screensaver_notify_event_t&>(event).state;
    screen_saver_on_ = state == XCB_SCREENSAVER_STATE_ON || state == XCB_SCREENSAVER_STATE_CYCLE;
    return;
  }
  // What another program sends as if it were such an event says nothing of the tree.
  const bool sent = (event.response_type & 0x80) != 0;
  if (type >= XCB_CREATE_NOTIFY && type <= XCB_CIRCULATE_NOTIFY) {
    if (sent) return;
    const StructureChange change = read_structure_event(event, type);
    if (connection_.is_own(change.window)) return;
    look_again();
    structure_changed(change);
  } else if (type == 0) {
    // An error reply: a window that was asked about is gone, so the tree is not what it was.
    look_again();
  } else {
    heed(event, type);
  }
}

}  // namespace insyn::recorder::x11
