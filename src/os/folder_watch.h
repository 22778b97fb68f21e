// Notification of changes in a folder.
#pragma once

#include "os/descriptor.h"
#include "os/file.h"

namespace insyn {

class FolderWatch {
 public:
  static Result<FolderWatch> begin(const Path& folder);
  // Readable once a file in it has been written, added, removed, or given other access rights.
  int fd() const { return fd_.get(); }
  // Discards the changes so far.
  void drain() const;

 private:
  explicit FolderWatch(OwnedFd fd) : fd_(std::move(fd)) {}
  OwnedFd fd_;
};

}  // namespace insyn
