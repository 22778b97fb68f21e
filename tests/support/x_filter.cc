#include "support/x_filter.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "support/loopback.h"

namespace insyn::support {
namespace {

// Displays beyond those that servers take by themselves.
constexpr int kFirstDisplay = 400, kLastDisplay = 4000;
constexpr int kTurnMs = 20;

std::string socket_of(const std::string& display) { return "/tmp/.X11-unix/X" + display.substr(1); }

sockaddr_un address_of(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof(address.sun_path) - 1);
  return address;
}

OwnedFd new_socket() { return OwnedFd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)); }

}  // namespace

XFilter::XFilter(const std::string& display, std::vector<std::string> hidden)
    : server_(socket_of(display)), hidden_(std::move(hidden)) {
  listen();
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

XFilter::~XFilter() {
  thread_.request_stop();
  thread_.join();
  ::unlink(path_.c_str());
}

void XFilter::listen() {
  listener_ = new_socket();
  for (int number = kFirstDisplay; number < kLastDisplay; ++number) {
    display_ = ":" + std::to_string(number);
    const sockaddr_un address = address_of(socket_of(display_));
    if (::bind(listener_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) continue;
    path_ = socket_of(display_);
    if (::listen(listener_.get(), 16) == 0) return;
    break;
  }
  throw std::runtime_error("no display is free");
}

void XFilter::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    std::vector<pollfd> wanted = {{listener_.get(), POLLIN, 0}};
    for (const Pair& pair : pairs_) {
      wanted.push_back({pair.client.get(), POLLIN, 0});
      wanted.push_back({pair.server.get(), POLLIN, 0});
    }
    if (::poll(wanted.data(), wanted.size(), kTurnMs) <= 0) continue;
    std::erase_if(pairs_, [this](Pair& pair) { return !relay(pair); });
    if (wanted.front().revents != 0) accept();
  }
}

void XFilter::accept() {
  Pair pair{OwnedFd(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC)), new_socket()};
  const sockaddr_un address = address_of(server_);
  if (::connect(pair.server.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0)
    pairs_.push_back(std::move(pair));
}

// A library sends the question for an extension at once, so that its name is never in two parts.
bool XFilter::relay(Pair& pair) const {
  std::array<char, 65536> buffer{};
  for (const auto& [from, to, asks] : {std::tuple{pair.client.get(), pair.server.get(), true},
                                       std::tuple{pair.server.get(), pair.client.get(), false}}) {
    const ssize_t received = ::recv(from, buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (received < 0 && errno == EAGAIN) continue;
    if (received <= 0) return false;
    std::string bytes(buffer.data(), static_cast<std::size_t>(received));
    for (const std::string& name : hidden_) {
      std::size_t at = asks ? bytes.find(name) : std::string::npos;
      for (; at != std::string::npos; at = bytes.find(name, at)) bytes[at] = '-';
    }
    if (!send_all(to, bytes)) return false;
  }
  return true;
}

}  // namespace insyn::support
