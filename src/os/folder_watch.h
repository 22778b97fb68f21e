// Notification of changes in a folder.
#pragma once

#include "os/descriptor.h"
#include "os/file.h"

namespace insyn {

class FolderWatch {
 public:
  static Result<FolderWatch> begin(const Path& folder);
  // The same, and readable also once something has been made in it, such as a folder.
  static Result<FolderWatch> begin_with_new(const Path& folder);
  // Readable once a file in it has been written, added, removed, or given other access rights.
  int fd() const { return fd_.get(); }
  // Discards the changes so far.
  void drain() const;

 private:
  static Result<FolderWatch> begin(const Path& folder, std::uint32_t changes);
  explicit FolderWatch(OwnedFd fd) : fd_(std::move(fd)) {}
  OwnedFd fd_;
};

}  // namespace insyn
