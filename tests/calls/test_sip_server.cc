#include "calls/test_sip_server.h"

#include <fmt/format.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cstring>
#include <stdexcept>

namespace insyn::calls_test {
namespace {

constexpr const char* kOurTag = "servers";

OwnedFd open_socket() {
  OwnedFd made(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  sockaddr_in here{};
  here.sin_family = AF_INET;
  here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::bind(made.get(), reinterpret_cast<sockaddr*>(&here), sizeof here) != 0)
    throw std::runtime_error("no port");
  return made;
}

// "Via: …", whole.
std::string header(const std::string& message, const std::string& name) {
  const std::size_t at = message.find("\r\n" + name + ":");
  if (at == std::string::npos) return "";
  return message.substr(at + 2, message.find("\r\n", at + 2) - at - 2);
}

std::string value(const std::string& message, const std::string& name) {
  const std::string whole = header(message, name);
  return whole.empty() ? "" : whole.substr(name.size() + 2);
}

std::string tag_of(const std::string& text) {
  const std::size_t at = text.find("tag=");
  return at == std::string::npos ? "" : text.substr(at + 4);
}

}  // namespace

std::string sip_answer(const std::string& request, const std::string& more) {
  const std::string to = header(request, "To");
  return fmt::format("SIP/2.0 200 OK\r\n{}\r\n{}\r\n{}{}\r\n{}\r\n{}\r\n{}Content-Length: 0\r\n\r\n",
                     header(request, "Via"), header(request, "From"), to,
                     to.find(";tag=") == std::string::npos ? fmt::format(";tag={}", kOurTag) : "",
                     header(request, "Call-ID"), header(request, "CSeq"), more);
}

TestSipServer::TestSipServer() : socket_(open_socket()), other_(open_socket()) {
  sockaddr_in here{};
  socklen_t size = sizeof here;
  ::getsockname(socket_.get(), reinterpret_cast<sockaddr*>(&here), &size);
  port_ = ntohs(here.sin_port);
}

std::string TestSipServer::receive(int patience_ms) {
  pollfd waits{socket_.get(), POLLIN, 0};
  if (::poll(&waits, 1, patience_ms) != 1) return "";
  std::string message(65536, '\0');
  sockaddr_in from{};
  socklen_t size = sizeof from;
  const ssize_t count =
      ::recvfrom(socket_.get(), message.data(), message.size(), 0, reinterpret_cast<sockaddr*>(&from), &size);
  message.resize(count < 0 ? 0 : static_cast<std::size_t>(count));
  peer_.assign(reinterpret_cast<const char*>(&from), sizeof from);
  return message;
}

void TestSipServer::answer(const std::string& request, const std::string& more) {
  const std::string text = sip_answer(request, more);
  ::sendto(socket_.get(), text.data(), text.size(), 0, reinterpret_cast<const sockaddr*>(peer_.data()),
           static_cast<socklen_t>(peer_.size()));
}

void TestSipServer::let_subscribe() {
  for (int tries = 0; tries < 100; ++tries) {
    const std::string message = receive(200);
    if (message.starts_with("OPTIONS")) answer(message);
    if (!message.starts_with("SUBSCRIBE")) continue;
    answer(message, fmt::format("Contact: <sip:127.0.0.1:{}>\r\nExpires: 600\r\n", port_));
    if (value(message, "Expires") == "0") continue;
    subscribe_ = message;
    return;
  }
  throw std::runtime_error("nobody subscribes");
}

bool TestSipServer::answer_for_a_moment() {
  bool accepted = false;
  for (int quiet = 0; quiet < 3;) {
    const std::string message = receive(100);
    if (message.empty()) ++quiet;
    if (message.starts_with("OPTIONS")) answer(message);
    if (message.starts_with("SIP/2.0 200") && message.find("NOTIFY") != std::string::npos) accepted = true;
  }
  return accepted;
}

void TestSipServer::send(const Notify& notify) {
  const auto or_own = [](const std::string& given, const std::string& own) {
    return given.empty() ? own : given;
  };
  ++sequence_;
  const std::string text = fmt::format(
      "NOTIFY sip:insyn@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:{};branch=z9hG4bK{}\r\n"
      "From: <sip:201@pbx.example>;tag={}\r\nTo: <sip:insyn@pbx.example>;tag={}\r\nCall-ID: {}\r\n"
      "CSeq: {} NOTIFY\r\nContact: <sip:127.0.0.1:{}>\r\nEvent: dialog\r\nSubscription-State: {}\r\n"
      "Max-Forwards: 70\r\n{}Content-Length: {}\r\n\r\n{}",
      port_, sequence_ + 1000, or_own(notify.from_tag, kOurTag),
      or_own(notify.to_tag, tag_of(value(subscribe_, "From"))),
      or_own(notify.call_id, value(subscribe_, "Call-ID")), sequence_, port_, notify.state,
      notify.body.empty() ? "" : "Content-Type: " + notify.type + "\r\n", notify.body.size(), notify.body);
  const int from = notify.from_elsewhere ? other_.get() : socket_.get();
  ::sendto(from, text.data(), text.size(), 0, reinterpret_cast<const sockaddr*>(peer_.data()),
           static_cast<socklen_t>(peer_.size()));
}

}  // namespace insyn::calls_test
