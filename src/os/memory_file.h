// A file that is nowhere but in this process's memory, for readers that want a path.
#pragma once

#include "base/bytes.h"
#include "base/path.h"
#include "os/descriptor.h"

namespace insyn {

class MemoryFile {
 public:
  // With this content. Nothing of it reaches a disk but as memory does that is swapped out.
  static Result<MemoryFile> holding(ByteView bytes);

  // By which this process opens it, as long as this object is there.
  Path path() const;

 private:
  explicit MemoryFile(OwnedFd fd) : fd_(std::move(fd)) {}
  OwnedFd fd_;
};

}  // namespace insyn
