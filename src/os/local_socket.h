// Non-blocking sockets between processes of one user on one computer (AF_UNIX).
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
  // Connects to the socket at `path`. kTransient where no process listens there, kDenied where the
  // listener belongs to another user.
  static Result<LocalSocket> connect(const Path& path);
  // Both ends of a new connection.
  static Result<std::pair<LocalSocket, LocalSocket>> pair();
  // A connection that this process was started with.
  static LocalSocket inherited(int fd);

  int fd() const { return fd_.get(); }

  // The process at the other end when the connection was made; -1 where the kernel does not know.
  int peer_process() const;
  // Receives at most `into.size()` bytes. Neither bytes nor closed: nothing has arrived yet.
  struct Received {
    std::size_t bytes = 0;
    bool closed = false;
  };
  Received receive(std::span<std::uint8_t> into) const;
  // False where not all bytes could be sent: the other side is gone, or does not read.
  bool send(ByteView bytes) const;

 private:
  friend class LocalListener;
  explicit LocalSocket(OwnedFd fd) : fd_(std::move(fd)) {}
  OwnedFd fd_;
};

class LocalListener {
 public:
  // Creates the socket `path`, accessible for this user only, and replaces whatever exists there.
  static Result<LocalListener> listen(const Path& path);

  int fd() const { return fd_.get(); }
  // The next connection of a process of this user, if there is one. Connections of other users are closed.
  std::optional<LocalSocket> accept() const;

 private:
  explicit LocalListener(OwnedFd fd) : fd_(std::move(fd)) {}
  OwnedFd fd_;
};

// Waits at most `patience` until `fd` is readable. Returns whether it is.
bool wait_until_readable(int fd, std::chrono::milliseconds patience);

}  // namespace insyn
