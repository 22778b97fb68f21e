// File descriptors and errno, for the files that make system calls.
#pragma once

#include <string_view>
#include <utility>

#include "base/result.h"

namespace insyn {

// A file descriptor that closes itself.
class OwnedFd {
 public:
  OwnedFd() = default;
  explicit OwnedFd(int fd) : fd_(fd) {}
  OwnedFd(OwnedFd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  OwnedFd& operator=(OwnedFd&& other) noexcept;
  ~OwnedFd() { reset(); }

  explicit operator bool() const { return fd_ >= 0; }
  int get() const { return fd_; }
  void reset();

 private:
  int fd_ = -1;
};

// "<what> <thing>: <the text of errno>", with the code that fits errno.
Failure os_error(std::string_view what, std::string_view thing);

}  // namespace insyn
