// Reads areas of a window's pixmap into shared memory.
#pragma once

#include <vector>

#include "base/geometry.h"
#include "recorder/capture/x11/shared_memory.h"

namespace insyn::recorder::x11 {

class PixelReader {
 public:
  static Result<PixelReader> create(const Connection& connection);

  // Asks for all areas at once; they are counted from `origin` of the pixmap. kPermanent where they are more
  // than can be recorded. Each is followed by an answer().
  Status ask(const Connection& connection, xcb_pixmap_t pixmap, const PixelFormat& format, Point origin,
             const std::vector<Rect>& areas);
  // Waits for it. False where the server refused an area: the pixmap is gone.
  Result<bool> answer(const Connection& connection);
  // What the last read gave, as 0x00RRGGBB, area after area, rows without gaps.
  const std::uint32_t* pixels() const { return as_they_are_ ? memory_.pixels() : converted_.data(); }

 private:
  explicit PixelReader(SharedMemory memory) : memory_(std::move(memory)) {}
  void convert(std::size_t pixels);
  Status make_room(const Connection& connection, std::size_t bytes);

  SharedMemory memory_;
  std::vector<xcb_shm_get_image_cookie_t> asked_;
  std::vector<Rect> areas_;
  std::optional<PixelFormat> format_;
  bool as_they_are_ = true;               // the server's pixels are what is wanted
  std::vector<std::uint32_t> converted_;  // otherwise
};

}  // namespace insyn::recorder::x11
