#include "storage/fake_store.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>

#include "base/check.h"

namespace insyn::storage_test {
namespace {

std::size_t length_in(const std::string& head) {
  const std::size_t at = head.find("Content-Length: ");
  return at == std::string::npos ? 0 : std::stoul(head.substr(at + 16));
}

// A request's head and body; what came of them where the other side has ended before.
std::string receive(int fd) {
  std::string request;
  char piece[4096];
  while (true) {
    const std::size_t head = request.find("\r\n\r\n");
    if (head != std::string::npos && request.size() >= head + 4 + length_in(request)) return request;
    const ssize_t got = ::read(fd, piece, sizeof piece);
    if (got <= 0) return request;
    request.append(piece, static_cast<std::size_t>(got));
  }
}

void send(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

}  // namespace

FakeStore::FakeStore(Answer answer)
    : answer_(std::move(answer)), listening_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* general = reinterpret_cast<sockaddr*>(&address);
  CHECK(::bind(listening_.get(), general, size) == 0 && ::listen(listening_.get(), 16) == 0 &&
        ::getsockname(listening_.get(), general, &size) == 0);
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { serve(); });
}

FakeStore::~FakeStore() {
  stop_ = true;
  thread_.join();
}

std::vector<std::string> FakeStore::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

void FakeStore::serve() {
  while (!stop_) {
    pollfd waiting{listening_.get(), POLLIN, 0};
    if (::poll(&waiting, 1, 20) <= 0) continue;
    const OwnedFd client(::accept4(listening_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    const std::string request = receive(client.get());
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(request);
    }
    send(client.get(), answer_(request));
  }
}

}  // namespace insyn::storage_test
