// Sockets between processes of one computer and one user (AF_UNIX), never waiting.
#pragma once

#include <optional>
#include <span>
#include <utility>

#include "base/bytes.h"
#include "os/descriptor.h"
#include "os/file.h"

namespace insyn {

class LocalSocket {
 public:
  // Connects to the socket at `path`. kTransient where nobody listens there, kDenied where the one who does
  // is another user's process.
  static Result<LocalSocket> connect(const Path& path);
  // Both ends of a new one.
  static Result<std::pair<LocalSocket, LocalSocket>> pair();
  // One that this process was started with.
  static LocalSocket inherited(int fd);

  int fd() const { return fd_.get(); }

  // The process at the other end, as of the connection; -1 where the kernel does not tell.
  int peer_process() const;
  // What has arrived, at most `into.size()` bytes. Neither bytes nor closed: nothing yet.
  struct Received {
    std::size_t bytes = 0;
    bool closed = false;
  };
  Received receive(std::span<std::uint8_t> into) const;
  // False where it does not go as a whole: the other side is gone, or does not read.
  bool send(ByteView bytes) const;

 private:
  friend class LocalListener;
  explicit LocalSocket(OwnedFd fd) : fd_(std::move(fd)) {}
  OwnedFd fd_;
};

class LocalListener {
 public:
  // Makes the socket `path`, readable and writable for this user alone, in the place of whatever is there.
  static Result<LocalListener> listen(const Path& path);

  int fd() const { return fd_.get(); }
  // The next process of this user that has connected; others are hung up on. Nothing while there is none.
  std::optional<LocalSocket> accept() const;

 private:
  explicit LocalListener(OwnedFd fd) : fd_(std::move(fd)) {}
  OwnedFd fd_;
};

// Waits until `fd` is readable, at most `patience`. Whether it is.
bool wait_until_readable(int fd, std::chrono::milliseconds patience);

}  // namespace insyn
