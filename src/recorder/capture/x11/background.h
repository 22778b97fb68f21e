// What the server itself paints in a window, before the application draws: its background. Where that is the
// parent's (X11's ParentRelative), the window shows a piece of the desktop's picture or of the window
// manager's frame, and no request of the protocol tells. So the server is made to paint it, and what it
// paints is looked at.
#pragma once

#include <vector>

#include "base/geometry.h"
#include "recorder/capture/x11/connection.h"

namespace insyn::recorder::x11 {

// The server carries out what is asked for while this lives without serving anybody else in between. Nothing
// is waited for meanwhile: if this process stops, the desktop does not.
class InOneGo {
 public:
  explicit InOneGo(const Connection& connection)
      : c_(connection.get()), first_(xcb_grab_server(c_).sequence) {}
  InOneGo(const InOneGo&) = delete;
  InOneGo& operator=(const InOneGo&) = delete;
  ~InOneGo() {
    xcb_ungrab_server(c_);
    xcb_flush(c_);
  }
  // The number of its first request. What an event with this number or a later one tells, until the number of
  // its last request, is this program's own doing.
  std::uint32_t first() const { return first_; }

 private:
  xcb_connection_t* c_;
  std::uint32_t first_;
};

// One generation of a window's pixmap.
struct Canvas {
  xcb_window_t window = 0;
  xcb_pixmap_t pixmap = 0;
  PixelFormat format;
  int border = 0;
  Rect shown;  // what is read of it, in the window's coordinates: all but its border and its margin
};

// A window inside `canvas` over all that is shown of it that takes its background from there, whatever lies
// between. No pointer enters it and no window manager is asked about it. When it goes, the application is
// asked to paint all that it covered.
class Overlay {
 public:
  Overlay(const Connection& connection, const Canvas& canvas);
  Overlay(const Overlay&) = delete;
  Overlay& operator=(const Overlay&) = delete;
  ~Overlay() { xcb_destroy_window(c_, window_); }

 private:
  xcb_connection_t* c_;
  xcb_window_t window_;
};

class Background {
 public:
  enum Kind {
    kUnknown,
    kNothing,  // the application has to draw all of it
    kPlain,    // one colour
    kPicture,  // the parent's, perhaps: nothing that is shown is certain to be the application's
  };

  // The connection outlives it.
  explicit Background(const Connection& connection) : connection_(connection) {}
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;
  ~Background() { forget(); }

  // `pixels` are all that is shown of `canvas`, as an overlay showed it where the colour `scrub`, 0xRRGGBB,
  // had been put before.
  void learn(const Canvas& canvas, std::uint32_t scrub, const std::uint32_t* pixels);
  void forget();
  Kind kind() const { return kind_; }

  // Has the server paint its background in some places of `areas` (none of them empty), and then what was
  // there before. To be called in one go; the damage that it does to the window is not a drawing.
  void ask(const std::vector<Rect>& areas);
  // Whether it was the background that it was learnt to be: nobody is told when an application chooses
  // another.
  bool still_the_same();

 private:
  Point next_place(const Rect& area);

  const Connection& connection_;
  std::optional<Canvas> canvas_;
  Kind kind_ = kUnknown;
  std::uint32_t scrub_ = 0;   // as it is read back
  std::uint32_t colour_ = 0;  // of kPlain
  xcb_pixmap_t places_ = 0;   // the pixels as they were; below them as the server paints them
  xcb_gcontext_t context_ = 0;
  xcb_get_image_cookie_t asked_{};
  double fraction_ = 0;  // where to look next
};

}  // namespace insyn::recorder::x11
