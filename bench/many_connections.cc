#include "many_connections.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include <array>
#include <charconv>

#include "base/check.h"

namespace insyn::bench {
namespace {

constexpr std::string_view kLength = "\r\ncontent-length: ";

// Of a head, without regard to how its names are written.
std::size_t length_in(std::string head) {
  for (char& c : head) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  const std::size_t at = head.find(kLength);
  std::size_t length = 0;
  if (at != std::string::npos)
    std::from_chars(head.data() + at + kLength.size(), head.data() + head.size(), length);
  return length;
}

}  // namespace

ManyConnections::ManyConnections(std::uint16_t port, const std::string& authority, Answered answered)
    : port_(port),
      answered_(std::move(answered)),
      epoll_(::epoll_create1(EPOLL_CLOEXEC)),
      context_(SSL_CTX_new(TLS_client_method())) {
  CHECK(SSL_CTX_load_verify_file(context_.get(), authority.c_str()) == 1);
  SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set_mode(context_.get(), SSL_MODE_RELEASE_BUFFERS);
}

std::size_t ManyConnections::open() {
  auto one = std::make_unique<Connection>();
  one->fd = OwnedFd(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const int fd = one->fd.get(), at_once = 1;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port_);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  CHECK(::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  one->tls.reset(SSL_new(context_.get()));
  SSL_set_fd(one->tls.get(), fd);
  CHECK(SSL_connect(one->tls.get()) == 1);
  CHECK(::fcntl(fd, F_SETFL, O_NONBLOCK) == 0);
  const std::size_t number = connections_.size();
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.u64 = number;
  CHECK(::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, fd, &event) == 0);
  connections_.push_back(std::move(one));
  return number;
}

void ManyConnections::send(std::size_t connection, std::string_view request) {
  // A few hundred bytes on a connection on which nothing is under way.
  const int sent =
      SSL_write(connections_.at(connection)->tls.get(), request.data(), static_cast<int>(request.size()));
  CHECK(sent == static_cast<int>(request.size()));
}

void ManyConnections::work(std::chrono::milliseconds most) {
  std::array<epoll_event, 256> events;
  const int ready = ::epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()),
                                 static_cast<int>(most.count()));
  for (int i = 0; i < ready; ++i) receive(events[static_cast<std::size_t>(i)].data.u64);
}

void ManyConnections::receive(std::size_t number) {
  Connection& one = *connections_[number];
  std::array<char, 16384> piece;
  while (true) {
    const int count = SSL_read(one.tls.get(), piece.data(), static_cast<int>(piece.size()));
    if (count <= 0) {
      // A server that ends connections would make what is measured another load.
      CHECK(SSL_get_error(one.tls.get(), count) == SSL_ERROR_WANT_READ);
      break;
    }
    one.received.append(piece.data(), static_cast<std::size_t>(count));
  }
  take_answers(number);
}

void ManyConnections::take_answers(std::size_t number) {
  std::string& received = connections_[number]->received;
  const std::size_t head = received.find("\r\n\r\n");
  if (head == std::string::npos) return;
  const std::size_t length = length_in(received.substr(0, head));
  if (received.size() < head + 4 + length) return;
  int status = 0;
  std::from_chars(received.data() + 9, received.data() + 12, status);
  const std::string whole = std::exchange(received, {});
  answered_(number, status, std::string_view(whole).substr(head + 4, length));
}

}  // namespace insyn::bench
