// A window that is being recorded: its number in the recording, where it lies, whose it is, and whether
// anything has happened to it since the tree of windows was last looked at. It knows nothing of pixels.
#pragma once

#include <optional>

#include "recorder/capture/x11/structure_event.h"
#include "recorder/capture/x11/window_tree.h"

namespace insyn::recorder::x11 {

class TrackedWindow {
 public:
  // `id` is its number in the recording.
  TrackedWindow(track::SurfaceId id, FoundSurface found, ProcessHandle process, Mono opened)
      : id_(id), found_(std::move(found)), process_(std::move(process)), opened_(opened) {}
  TrackedWindow(const TrackedWindow&) = delete;
  TrackedWindow& operator=(const TrackedWindow&) = delete;
  virtual ~TrackedWindow() = default;

  track::SurfaceId id() const { return id_; }
  xcb_window_t window() const { return found_.window; }
  const FoundSurface& found() const { return found_; }
  const ProcessHandle& process() const { return process_; }
  // When it was first seen.
  Mono opened() const { return opened_; }
  // Where it lies on the desktop, as it is reported.
  virtual Rect place() const { return found_.place; }
  // Whether `found` is still this window: its number may have gone to another one meanwhile.
  bool is_still(const FoundSurface& found) const {
    return !destroyed_ && found.window == found_.window && found.pid == process_.pid();
  }

  // What is read from now on does not count until the next settle(), where the change may concern it.
  virtual void structure_changed(const StructureChange& change);
  // It says something else of itself than when the tree was looked at: the same.
  void claims_changed() { settled_ = false; }
  // What a look at the tree found. False where the window has gone meanwhile: the tree is to be looked at
  // again.
  virtual bool settle(const FoundSurface& found, Mono now);
  bool settled() const { return settled_; }

  // Reports that it is there, or where it is now, where that is news.
  virtual void announce(CaptureSink& sink);
  bool announced() const { return announced_.has_value(); }

 protected:
  // Whether `window` is what it lies in, or it itself.
  bool is_on_path(xcb_window_t window) const;

  track::SurfaceId id_;
  FoundSurface found_;
  ProcessHandle process_;
  Mono opened_;
  bool settled_ = false;
  bool destroyed_ = false;

 private:
  std::optional<Rect> announced_;
};

}  // namespace insyn::recorder::x11
