// Several file descriptors to wait for as if they were one.
#pragma once

#include "os/descriptor.h"

namespace insyn {

class WaitSet {
 public:
  static Result<WaitSet> create();
  // `fd` outlives the set, or is closed to leave it.
  Status add(int fd);
  // Readable while one of them is.
  int fd() const { return fd_.get(); }

 private:
  explicit WaitSet(OwnedFd fd) : fd_(std::move(fd)) {}
  OwnedFd fd_;
};

}  // namespace insyn
