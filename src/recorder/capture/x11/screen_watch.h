// What every capture from an X server has in common: it handles events, holds still while the screen does not
// show the agent's session, and looks at the tree of windows when that has changed.
#pragma once

#include <memory>
#include <vector>

#include "recorder/capture/capture.h"
#include "recorder/capture/pace.h"
#include "recorder/capture/x11/connection.h"
#include "recorder/capture/x11/marks.h"
#include "recorder/capture/x11/structure_event.h"
#include "recorder/capture/x11/window_tree.h"

namespace insyn::recorder::x11 {

class ScreenWatch : public Capture {
 public:
  int fd() const final { return connection_.fd(); }
  std::optional<Mono> due() final;
  Status work(CaptureSink& sink) final;
  Status last_look(CaptureSink& sink) final;
  bool mark_is_missing() const final { return marks_.missing(); }

 protected:
  ScreenWatch(Connection connection, const CaptureHost& host, const Clock& clock);

  // What an event says, for those that only some captures heed.
  virtual void heed(const xcb_generic_event_t& event, std::uint8_t type) = 0;
  virtual void structure_changed(const StructureChange& change) = 0;
  // The look at the tree has found these, bottom to top.
  virtual void found(const std::vector<FoundSurface>& all, CaptureSink& sink) = 0;
  // Windows that are being recorded already.
  virtual std::vector<xcb_window_t> recorded() const = 0;
  // Everything that is open is closed.
  virtual void close_all(CaptureSink& sink) = 0;
  // Reads what is due.
  virtual Status read_due(CaptureSink& sink) = 0;
  // Reads what there is, due or not.
  virtual Status read_all(CaptureSink& sink) = 0;
  // When read_due() has to be called next; nothing while nothing changes.
  virtual std::optional<Mono> next_reading() const = 0;

  void drain_events();
  void look_again();
  // Whether what has just been read may be kept, as far as the session goes: asked when everything that
  // happened before the read has been handled.
  bool may_keep() const;

  Connection connection_;
  const Clock& clock_;
  Marks marks_;

 private:
  void handle(const xcb_generic_event_t& event);
  // False while the screen is locked or shows another session, having closed what was open.
  bool may_look(CaptureSink& sink);
  void look_at_windows(CaptureSink& sink);
  std::optional<Mono> next_turn() const;

  bool session_hidden() const { return screen_saver_on_ || !host_.session.on_screen(); }

  CaptureHost host_;
  Pace looks_;
  bool tree_changed_ = true;
  bool screen_saver_on_ = false;
  bool hidden_ = false;
};

}  // namespace insyn::recorder::x11
