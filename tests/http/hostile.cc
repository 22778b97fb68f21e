#include "http/hostile.h"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/check.h"

namespace insyn::http_test {
namespace {

constexpr int kLook = 20;  // milliseconds between two looks at whether the test is over

bool is_readable(int fd) {
  pollfd wait{fd, POLLIN, 0};
  return ::poll(&wait, 1, kLook) > 0;
}

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

HostileServer::HostileServer(std::function<void(Victim&)> act) : act_(std::move(act)) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  CHECK(::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) == 0);
  CHECK(::listen(listener_, 16) == 0);
  CHECK(::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { serve(); });
}

HostileServer::~HostileServer() {
  over_ = true;
  thread_.join();
  ::close(listener_);
}

void HostileServer::serve() {
  while (!over_) {
    if (!is_readable(listener_)) continue;
    const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (fd < 0) continue;
    ++connections_;
    Victim victim(fd, over_);
    act_(victim);
    ::close(fd);
  }
}

}  // namespace insyn::http_test
