// Waking up when something changes in a folder.
#pragma once

#include "os/descriptor.h"
#include "os/file.h"

namespace insyn {

class FolderWatch {
 public:
  static Result<FolderWatch> begin(const Path& folder);
  // Readable once a file in it has been written, put there, taken away, or given other rights.
  int fd() const { return fd_.get(); }
  // Forgets what has happened until now.
  void drain() const;

 private:
  explicit FolderWatch(OwnedFd fd) : fd_(std::move(fd)) {}
  OwnedFd fd_;
};

}  // namespace insyn
