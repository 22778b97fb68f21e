// Non-blocking sockets between processes of one user on one computer (AF_UNIX).
#pragma once

#include <optional>
#include <span>
#include <utility>

#include "base/bytes.h"
#include "os/descriptor.h"
#include "os/file.h"

namespace insyn {

// Whose processes may be at the other end.
enum class Peers { kThisUser, kAnyUser };

class LocalSocket {
 public:
  // Connects to the socket at `path`. kTransient where no process listens there, kDenied where the
  // listener belongs to a user who may not be there.
  static Result<LocalSocket> connect(const Path& path, Peers peers = Peers::kThisUser);
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
  // The same, but waits for the other side to read, at most `patience` for each piece.
  bool send_all(ByteView bytes, std::chrono::milliseconds patience) const;
  // From now on what another process sends than the one that connected counts as the connection's end: one
  // that was handed on is used by somebody else. False where the kernel does not tell who sends.
  bool refuse_other_senders();

 private:
  friend class LocalListener;
  explicit LocalSocket(OwnedFd fd) : fd_(std::move(fd)) {}
  Received receive_of_peer(std::span<std::uint8_t> into) const;
  OwnedFd fd_;
  int only_sender_ = 0;  // 0: anybody who has the connection
};

class LocalListener {
 public:
  // Creates the socket `path`, accessible for these users only, and replaces whatever exists there.
  static Result<LocalListener> listen(const Path& path, Peers peers = Peers::kThisUser);

  int fd() const { return fd_.get(); }
  // The next connection of a process of these users, if there is one. Others' are closed.
  std::optional<LocalSocket> accept() const;

 private:
  LocalListener(OwnedFd fd, Peers peers) : fd_(std::move(fd)), peers_(peers) {}
  OwnedFd fd_;
  Peers peers_;
};

// Waits at most `patience` until `fd` is readable. Returns whether it is.
bool wait_until_readable(int fd, std::chrono::milliseconds patience);

}  // namespace insyn
