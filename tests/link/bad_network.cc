#include "link/bad_network.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace insyn::link_test {
namespace {

constexpr int kLook = 20;  // milliseconds

using support::connect_to, support::send_all;

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

BadNetwork::BadNetwork(std::uint16_t server)
    : server_(server), listener_([this](int client) { carry(client); }) {}

void BadNetwork::carry(int client) {
  const int server = connect_to(server_);
  std::size_t sent = 0;
  std::string request;
  for (bool open = true; open && !listener_.over();) {
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
