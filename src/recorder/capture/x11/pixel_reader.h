// Reads areas of a surface's pixmap into shared memory.
#pragma once

#include <vector>

#include "recorder/capture/x11/shared_memory.h"
#include "recorder/capture/x11/surface.h"

namespace insyn::recorder::x11 {

class PixelReader {
 public:
  static Result<PixelReader> create(const Connection& connection);

  // Asks for all areas at once, then waits for the answers. False where the server refused one: the pixmap is
  // gone. kPermanent where they are more than can be recorded.
  Result<bool> read(const Connection& connection, const Surface& surface, const std::vector<Rect>& areas);
  // What the last read gave, area after area, rows without gaps.
  const std::uint32_t* pixels() const { return memory_.pixels(); }

 private:
  explicit PixelReader(SharedMemory memory) : memory_(std::move(memory)) {}
  Status make_room(const Connection& connection, std::size_t bytes);

  SharedMemory memory_;
};

}  // namespace insyn::recorder::x11
