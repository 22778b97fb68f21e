// Several file descriptors combined into one to wait for (epoll).
#pragma once

#include "os/descriptor.h"

namespace insyn {

class WaitSet {
 public:
  static Result<WaitSet> create();
  // `fd` outlives the set; closing it removes it.
  Status add(int fd);
  // Readable while one of the added descriptors is.
  int fd() const { return fd_.get(); }

 private:
  explicit WaitSet(OwnedFd fd) : fd_(std::move(fd)) {}
  OwnedFd fd_;
};

}  // namespace insyn
