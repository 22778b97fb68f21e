#include "control/client.h"

namespace insyn::control {
namespace {

// Enough for the slowest request: beginning a recording opens the display and creates files.
constexpr std::chrono::seconds kPatience(20);

Failure gone() { return fail(Code::kTransient, "the recorder closed the connection"); }

}  // namespace

Result<Client> Client::connect(const Path& socket) {
  Result<LocalSocket> connected = LocalSocket::connect(socket);
  if (!connected && connected.error().code == Code::kTransient) {
    return fail(Code::kTransient,
                "no recorder is running in this session ({}); start it with: systemctl --user start "
                "insyn-recorder",
                connected.error().message);
  }
  if (!connected) return Failure(std::move(connected).error());
  return greet(std::move(*connected));
}

Result<Client> Client::greet(LocalSocket socket) {
  Client client(std::move(socket));
  Request hello;
  hello.verb = Verb::kHello;
  hello.version = kVersion;
  TRY_ASSIGN(const Reply welcome, client.ask(hello));
  if (welcome.refused) {
    const auto* fault = welcome.refused->as<reason::Fault>();
    return fail(error_code_of(*welcome.refused), "{}",
                fault != nullptr ? fault->message : code_of(*welcome.refused));
  }
  return client;
}

Result<Reply> Client::ask(const Request& request) {
  // A recorder that has hung up may have sent the reason before.
  const bool sent = socket_.send(view_of(line_of(request)));
  TRY_ASSIGN(const std::optional<Reply> reply, next(kPatience));
  if (reply) return *reply;
  if (!sent) return gone();
  return fail(Code::kTransient, "the recorder has not answered within {} seconds", kPatience.count());
}

Result<std::optional<Reply>> Client::take_line() {
  const std::size_t end = received_.find('\n');
  if (end == std::string::npos) {
    if (received_.size() < kLongestLine) return std::optional<Reply>();
    return fail(Code::kBadPeer, "the program that answered is not a recorder: its line does not end");
  }
  Result<Reply> reply = parse_reply(std::string_view(received_).substr(0, end));
  received_.erase(0, end + 1);
  if (!reply) return in_context("the program that answered is not a recorder", std::move(reply).error());
  return std::optional<Reply>(*std::move(reply));
}

Result<std::optional<Reply>> Client::next(std::chrono::milliseconds patience) {
  const SystemClock clock;
  const Mono deadline = clock.mono() + patience;
  for (;;) {
    TRY_ASSIGN(std::optional<Reply> reply, take_line());
    if (reply) return reply;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - clock.mono());
    if (left.count() < 0 || !wait_until_readable(socket_.fd(), left)) return std::optional<Reply>();
    std::uint8_t buffer[kLongestLine];
    const LocalSocket::Received received = socket_.receive(buffer);
    if (received.closed) return gone();
    received_ += text_of(ByteView(buffer, received.bytes));
  }
}

}  // namespace insyn::control
