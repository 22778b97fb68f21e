// Reads areas of a window's pixmap into shared memory.
#pragma once

#include <vector>

#include "base/geometry.h"
#include "recorder/capture/x11/shared_memory.h"

namespace insyn::recorder::x11 {

class PixelReader {
 public:
  static Result<PixelReader> create(const Connection& connection);

  // Asks for all areas at once; they are counted without the pixmap's `border`. kPermanent where they are
  // more than can be recorded. Each is followed by an answer().
  Status ask(const Connection& connection, xcb_pixmap_t pixmap, int border, const std::vector<Rect>& areas);
  // Waits for it. False where the server refused an area: the pixmap is gone.
  Result<bool> answer(const Connection& connection);
  // What the last read gave, area after area, rows without gaps.
  const std::uint32_t* pixels() const { return memory_.pixels(); }

 private:
  explicit PixelReader(SharedMemory memory) : memory_(std::move(memory)) {}
  Status make_room(const Connection& connection, std::size_t bytes);

  SharedMemory memory_;
  std::vector<xcb_shm_get_image_cookie_t> asked_;
  std::vector<std::size_t> sizes_;  // of what was asked for, in pixels
};

}  // namespace insyn::recorder::x11
