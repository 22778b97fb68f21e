#include "link/bad_network.h"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/check.h"

namespace insyn::link_test {
namespace {

constexpr int kLook = 20;  // milliseconds

int connect_to(std::uint16_t port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  CHECK(::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  return fd;
}

bool send_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

// Sends it on a connection of its own and takes the answer.
void repeat(std::uint16_t server, const std::string& request) {
  const int fd = connect_to(server);
  const timeval patience{2, 0};
  ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  char answer[4096];
  if (send_all(fd, request)) (void)!::recv(fd, answer, sizeof answer, 0);
  ::close(fd);
}

}  // namespace

BadNetwork::BadNetwork(std::uint16_t server) : server_(server) {
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

BadNetwork::~BadNetwork() {
  over_ = true;
  thread_.join();
  ::close(listener_);
}

void BadNetwork::serve() {
  while (!over_) {
    pollfd wait{listener_, POLLIN, 0};
    if (::poll(&wait, 1, kLook) <= 0) continue;
    const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) continue;
    carry(client);
    ::close(client);
  }
}

void BadNetwork::carry(int client) {
  const int server = connect_to(server_);
  std::size_t sent = 0;
  std::string request;
  for (bool open = true; open && !over_;) {
    pollfd ends[] = {{client, POLLIN, 0}, {server, POLLIN, 0}};
    if (::poll(ends, 2, kLook) <= 0) continue;
    char piece[1000];
    if (ends[0].revents != 0) {
      const auto count = ::recv(client, piece, sizeof piece, 0);
      if (count <= 0) break;
      sent += static_cast<std::size_t>(count);
      if (sent > cuts_after) break;
      request.append(piece, static_cast<std::size_t>(count));
      open = send_all(server, {piece, static_cast<std::size_t>(count)});
    }
    if (ends[1].revents != 0) {
      const auto count = ::recv(server, piece, sizeof piece, 0);
      if (count <= 0) break;
      if (repeats) repeat(server_, request);
      request.clear();
      if (loses > 0) {
        --loses;
        break;
      }
      open = send_all(client, {piece, static_cast<std::size_t>(count)});
    }
  }
  ::close(server);
}

}  // namespace insyn::link_test
