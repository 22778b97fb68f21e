// The connection to the X server, with the extensions that Insyn cannot do without.
#pragma once

#include <xcb/xcb.h>

#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "indicator/border.h"
#include "indicator/x11/decoration.h"
#include "indicator/x11/frame_extents.h"
#include "indicator/x11/pixel_format.h"
#include "indicator/x11/reply.h"

namespace insyn::recorder::x11 {

using indicator::x11::Owned;
using indicator::x11::PixelFormat;

// A window's number as the rest of the program carries it, and back: nothing where no X server could have
// given it.
inline indicator::WindowId id_of(xcb_window_t window) { return indicator::WindowId{window}; }
inline std::optional<xcb_window_t> window_of(indicator::WindowId id) {
  const auto number = static_cast<std::uint64_t>(id);
  return number <= UINT32_MAX ? std::optional(static_cast<xcb_window_t>(number)) : std::nullopt;
}

class Connection {
 public:
  // `display` as in $DISPLAY; empty for that itself. kTransient where no server answers, kPermanent where it
  // lacks an extension or is not on this machine.
  static Result<Connection> open(const std::string& display);
  // The same, for looking at what the server is: without asking for any extension.
  static Result<Connection> connect(const std::string& display);
  // kPermanent where one is missing.
  Status require_extensions();

  xcb_connection_t* get() const { return connection_.get(); }
  xcb_window_t root() const { return root_; }
  const xcb_screen_t& screen() const { return *screen_; }
  // Of the screen; nothing where its pixels are of a kind that nothing can be made of.
  std::optional<PixelFormat> screen_format() const {
    return PixelFormat::of(get(), screen_->root_depth, screen_->root_visual);
  }
  // Whether this is the X server of a Wayland session.
  bool is_of_wayland() const;
  const indicator::x11::FrameExtentsReader& frame_extents() const { return *frame_extents_; }
  const indicator::x11::DecorationReader& decorations() const { return *decorations_; }
  // The first event number of the Damage extension.
  std::uint8_t damage_event() const { return damage_event_; }
  // Whether the server's screen saver is on at this moment; its events tell when that changes. Their number
  // is 0 where the server lacks the extension.
  bool watch_screen_saver();
  std::uint8_t screen_saver_event() const { return screen_saver_event_; }
  // Resource numbers that differ only in these bits belong to one client.
  std::uint32_t resource_mask() const { return resource_mask_; }
  // Whether this very connection made it.
  bool is_own(std::uint32_t resource) const {
    return (resource & ~resource_mask_) == xcb_get_setup(get())->resource_id_base;
  }
  int fd() const { return xcb_get_file_descriptor(get()); }
  // kTransient once the server is gone.
  Status alive() const;

 private:
  struct Disconnect {
    void operator()(xcb_connection_t* connection) const { xcb_disconnect(connection); }
  };
  explicit Connection(xcb_connection_t* connection) : connection_(connection) {}

  std::unique_ptr<xcb_connection_t, Disconnect> connection_;
  xcb_window_t root_ = 0;
  const xcb_screen_t* screen_ = nullptr;
  std::optional<indicator::x11::FrameExtentsReader> frame_extents_;
  std::optional<indicator::x11::DecorationReader> decorations_;
  std::uint8_t damage_event_ = 0;
  std::uint8_t screen_saver_event_ = 0;
  std::uint32_t resource_mask_ = 0;
};

}  // namespace insyn::recorder::x11
