#include "os/local_socket.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace insyn {
namespace {

constexpr int kWaiting = 128;
// How long a connection is waited for where many others ask for one too.
constexpr timeval kPatience{5, 0};

Result<sockaddr_un> address_of(const Path& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string text = path.string();
  if (text.size() >= sizeof address.sun_path) {
    return fail(Code::kPermanent, "the path {} is too long for a socket", text);
  }
  std::memcpy(address.sun_path, text.c_str(), text.size() + 1);
  return address;
}

Result<OwnedFd> new_socket() {
  OwnedFd fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!fd) return os_error("cannot create", "a local socket");
  return fd;
}

bool set_waiting(int fd, bool waits) {
  const int flags = ::fcntl(fd, F_GETFL);
  return flags >= 0 && ::fcntl(fd, F_SETFL, waits ? flags & ~O_NONBLOCK : flags | O_NONBLOCK) == 0;
}

// As the kernel recorded it when the connection was made.
bool is_own_user(int fd) {
  ucred peer{};
  socklen_t size = sizeof peer;
  return ::getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.uid == ::getuid();
}

const sockaddr* plain(const sockaddr_un& address) { return reinterpret_cast<const sockaddr*>(&address); }

}  // namespace

Result<LocalSocket> LocalSocket::connect(const Path& path, Peers peers) {
  TRY_ASSIGN(const sockaddr_un address, address_of(path));
  TRY_ASSIGN(OwnedFd fd, new_socket());
  // A socket that does not wait would give up where as many wait as the listener lets wait.
  if (::setsockopt(fd.get(), SOL_SOCKET, SO_SNDTIMEO, &kPatience, sizeof kPatience) != 0 ||
      !set_waiting(fd.get(), true))
    return os_error("cannot connect to", path.string());
  const int connected = ::connect(fd.get(), plain(address), sizeof address);
  if (connected == 0 && !set_waiting(fd.get(), false)) return os_error("cannot connect to", path.string());
  if (connected != 0) {
    if (errno == ENOENT || errno == ECONNREFUSED) {
      return fail(Code::kTransient, "no program listens at {}", path.string());
    }
    return os_error("cannot connect to", path.string());
  }
  if (peers == Peers::kThisUser && !is_own_user(fd.get())) {
    return fail(Code::kDenied, "{} belongs to another user; nothing was sent to it", path.string());
  }
  return LocalSocket(std::move(fd));
}

Result<std::pair<LocalSocket, LocalSocket>> LocalSocket::pair() {
  int ends[2] = {-1, -1};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) != 0) {
    return os_error("cannot create", "a pair of local sockets");
  }
  return std::pair(LocalSocket(OwnedFd(ends[0])), LocalSocket(OwnedFd(ends[1])));
}

LocalSocket LocalSocket::inherited(int fd) {
  ::fcntl(fd, F_SETFD, FD_CLOEXEC);
  return LocalSocket(OwnedFd(fd));
}

int LocalSocket::peer_process() const {
  ucred peer{};
  socklen_t size = sizeof peer;
  return ::getsockopt(fd_.get(), SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 ? peer.pid : -1;
}

bool LocalSocket::refuse_other_senders() {
  const int on = 1;
  if (::setsockopt(fd_.get(), SOL_SOCKET, SO_PASSCRED, &on, sizeof on) != 0) return false;
  only_sender_ = peer_process();
  return only_sender_ > 0;
}

LocalSocket::Received LocalSocket::receive_of_peer(std::span<std::uint8_t> into) const {
  iovec part{into.data(), into.size()};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(ucred))] = {};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  const ssize_t got = ::recvmsg(fd_.get(), &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
  if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)) return {};
  if (got <= 0) return {0, true};
  const cmsghdr* first = CMSG_FIRSTHDR(&message);
  ucred sender{};
  if (first != nullptr && first->cmsg_type == SCM_CREDENTIALS)
    std::memcpy(&sender, CMSG_DATA(first), sizeof sender);
  if (sender.pid != only_sender_ || (message.msg_flags & MSG_CTRUNC) != 0) return {0, true};
  return {static_cast<std::size_t>(got), false};
}

LocalSocket::Received LocalSocket::receive(std::span<std::uint8_t> into) const {
  if (only_sender_ != 0) return receive_of_peer(into);
  for (;;) {
    const ssize_t got = ::recv(fd_.get(), into.data(), into.size(), MSG_DONTWAIT);
    if (got > 0) return {static_cast<std::size_t>(got), false};
    if (got < 0 && errno == EINTR) continue;
    return {0, !(got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))};
  }
}

bool LocalSocket::send(ByteView bytes) const {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(fd_.get(), bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(sent));
  }
  return true;
}

bool LocalSocket::send_all(ByteView bytes, std::chrono::milliseconds patience) const {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(fd_.get(), bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent >= 0) {
      bytes = bytes.subspan(static_cast<std::size_t>(sent));
      continue;
    }
    if (errno == EINTR) continue;
    if (errno != EAGAIN && errno != EWOULDBLOCK) return false;
    pollfd wait{fd_.get(), POLLOUT, 0};
    if (::poll(&wait, 1, static_cast<int>(patience.count())) != 1) return false;
  }
  return true;
}

Result<LocalListener> LocalListener::listen(const Path& path, Peers peers) {
  const mode_t mode = peers == Peers::kThisUser ? 0600 : 0666;
  TRY_ASSIGN(const sockaddr_un address, address_of(path));
  TRY_ASSIGN(OwnedFd fd, new_socket());
  ::unlink(path.c_str());
  // bind() gives the socket's file the descriptor's access rights, so that others never have access, not even
  // for a moment.
  if (::fchmod(fd.get(), mode) != 0 || ::bind(fd.get(), plain(address), sizeof address) != 0 ||
      ::chmod(path.c_str(), mode) != 0 || ::listen(fd.get(), kWaiting) != 0) {
    return os_error("cannot listen at", path.string());
  }
  return LocalListener(std::move(fd), peers);
}

std::optional<LocalSocket> LocalListener::accept() const {
  for (;;) {
    OwnedFd fd(::accept4(fd_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    if (!fd) {
      if (errno == EINTR || errno == ECONNABORTED) continue;
      return std::nullopt;
    }
    if (peers_ == Peers::kAnyUser || is_own_user(fd.get())) return LocalSocket(std::move(fd));
  }
}

bool wait_until_readable(int fd, std::chrono::milliseconds patience) {
  pollfd wait{fd, POLLIN, 0};
  const auto limit = std::clamp<std::int64_t>(patience.count(), 0, 24 * 60 * 60 * 1000);
  return ::poll(&wait, 1, static_cast<int>(limit)) == 1;
}

}  // namespace insyn
