#include "http/hostile.h"

#include <poll.h>
#include <sys/socket.h>

namespace insyn::http_test {
namespace {

using support::is_readable;

constexpr int kLook = 20;  // milliseconds between two looks at whether the test is over

}  // namespace

std::string Victim::head() {
  std::string head;
  char byte = 0;
  while (!over_ && !head.ends_with("\r\n\r\n")) {
    if (!is_readable(fd_)) continue;
    if (::recv(fd_, &byte, 1, 0) != 1) return "";
    head += byte;
  }
  return head;
}

std::string Victim::body(std::size_t length) {
  std::string body;
  char byte = 0;
  while (!over_ && body.size() < length) {
    if (!is_readable(fd_)) continue;
    if (::recv(fd_, &byte, 1, 0) != 1) break;
    body += byte;
  }
  return body;
}

bool Victim::send(std::string_view bytes) {
  while (!bytes.empty() && !over_) {
    pollfd wait{fd_, POLLOUT, 0};
    if (::poll(&wait, 1, kLook) <= 0) continue;
    const auto sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return !over_;
}

bool Victim::is_gone() {
  char byte = 0;
  return is_readable(fd_) && ::recv(fd_, &byte, 1, MSG_DONTWAIT) <= 0;
}

void Victim::hold() {
  while (!over_ && !is_gone()) continue;
}

HostileServer::HostileServer(std::function<void(Victim&)> act)
    : listener_([this, act = std::move(act)](int fd) {
        Victim victim(fd, listener_.over());
        act(victim);
      }) {}

}  // namespace insyn::http_test
