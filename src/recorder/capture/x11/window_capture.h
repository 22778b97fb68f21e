// What every capture from an X server has in common: it handles events, holds still while the screen does not
// show the agent's session, keeps the list of the windows that are being recorded, has them marked on the
// screen, and reads what they are called. It reads none of their pixels.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "recorder/capture/capture.h"
#include "recorder/capture/pace.h"
#include "recorder/capture/popups.h"
#include "recorder/capture/x11/connection.h"
#include "recorder/capture/x11/marks.h"
#include "recorder/capture/x11/titles.h"
#include "recorder/capture/x11/tracked_window.h"

namespace insyn::recorder::x11 {

class WindowCapture : public Capture {
 public:
  int fd() const final { return connection_.fd(); }
  std::optional<Mono> due() final;
  Status work(CaptureSink& sink) final;
  Status last_look(CaptureSink& sink) final;
  bool mark_is_missing() const final { return marks_.missing(); }

 protected:
  WindowCapture(Connection connection, bool titled, const CaptureHost& host, const Clock& clock);

  // Whether windows of this kind are recorded, or merely known to lie over others.
  virtual bool records(const FoundSurface& found) const = 0;
  virtual std::unique_ptr<TrackedWindow> track(track::SurfaceId id, const FoundSurface& found,
                                               ProcessHandle process, Mono opened) = 0;
  // What an event says that only some captures ask for.
  virtual void on_event(const xcb_generic_event_t& event, std::uint8_t type) = 0;
  // Whether something other than its title is to be read of it, as soon as it is marked.
  virtual bool is_to_be_read(const TrackedWindow& window) const = 0;
  // When read_due() has something to do for what is marked already; nothing while nothing changes.
  virtual std::optional<Mono> next_reading() const = 0;
  // Reads what is due, but for titles; and what there is, due or not.
  virtual Status read_due(CaptureSink& sink) = 0;
  virtual Status read_all(CaptureSink& sink) = 0;
  // Reports of windows whose mark is missing, or is there again.
  virtual void report_marks(CaptureSink& sink) = 0;

  // Everything that happened before a read is in the queue when its reply is there.
  void drain_events();
  void look_again();
  // After drain_events(), and before may_keep() is asked of what has just been read.
  void serve_before_keeping() const { host_.service.before_keeping(); }
  // Whether that may be kept, as far as the session goes.
  bool may_keep() const;
  // The screen shows that it is being recorded.
  bool marked(const TrackedWindow& window) const;
  bool waits_for_mark(const TrackedWindow& window) const;
  // Null where the window is none that is being recorded.
  TrackedWindow* tracked(xcb_window_t window) const;

  Connection connection_;
  const Clock& clock_;
  Marks marks_;
  std::vector<std::unique_ptr<TrackedWindow>> windows_;

 private:
  void handle(const xcb_generic_event_t& event);
  void on_property(const xcb_property_notify_event_t& event);
  bool session_hidden() const { return screen_saver_on_ || !host_.session.on_screen(); }
  // False while the screen is locked or shows another session, having closed what was open.
  bool may_look(CaptureSink& sink);
  std::optional<Mono> next_turn() const;

  void look_at_tree(CaptureSink& sink);
  void close_missing(const std::vector<FoundSurface>& found, CaptureSink& sink);
  void close_all(CaptureSink& sink);
  void open_or_settle(const FoundSurface& found, CaptureSink& sink);
  void report_stacking(const std::vector<FoundSurface>& found, CaptureSink& sink);
  void watch_titles();
  void show_marks(const std::vector<FoundSurface>& found);
  // When the first of the popups that are recorded under another window's mark needs one of its own.
  std::optional<Mono> popup_too_old_at() const;

  bool title_pending(const TrackedWindow& window) const;
  void look_for_marks(CaptureSink& sink);
  void read_titles(CaptureSink& sink);
  void read_title(const TrackedWindow& window, CaptureSink& sink);

  CaptureHost host_;
  std::optional<Titles> titles_;
  std::vector<track::SurfaceId> stacking_;
  std::map<xcb_window_t, indicator::WindowId> marked_by_;  // whose border each window is recorded under
  track::SurfaceId next_id_ = 1;
  Pace looks_;
  bool tree_changed_ = true;
  bool screen_saver_on_ = false;
  bool hidden_ = false;
};

}  // namespace insyn::recorder::x11
