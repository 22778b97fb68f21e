#include "signer/signer_server.h"

#include <algorithm>
#include <utility>

namespace insyn::signer {
namespace {

constexpr std::chrono::seconds kPatience(5);
constexpr int kMostAccepted = 64;

}  // namespace

void SignerServer::listen(LocalListener listener, MayAsk may_ask) {
  listener_.emplace(std::move(listener));
  may_ask_ = std::move(may_ask);
}

void SignerServer::add_to(EventLoop& loop) const {
  if (listener_) loop.add_source(listener_->fd(), "signer's socket");
  for (const Client& client : clients_) {
    loop.add_source(client.socket.fd(), "recorder");
    if (!client.received.empty()) loop.add_deadline(client.heard + kPatience, "the rest of a request");
  }
}

void SignerServer::accept() {
  for (int i = 0; listener_ && i < kMostAccepted; ++i) {
    std::optional<LocalSocket> socket = listener_->accept();
    if (!socket) return;
    auto process = ProcessHandle::open(socket->peer_process());
    if (!process || clients_.size() >= kMostClients || !may_ask_(*process)) continue;
    // A connection that is handed on is another program's.
    if (!socket->refuse_other_senders()) continue;
    greet(std::move(*socket), *std::move(process));
  }
}

void SignerServer::greet(LocalSocket socket, std::optional<ProcessHandle> process) {
  Client client{std::move(socket), std::move(process), random_bytes(kGreetingSize), {}, clock_.mono()};
  if (client.socket.send(framed(client.greeting))) clients_.push_back(std::move(client));
}

bool SignerServer::answer(Client& client, ByteView payload) {
  if (!client.greeting.empty()) {
    const Bytes expected = std::exchange(client.greeting, {});
    return std::equal(payload.begin(), payload.end(), expected.begin(), expected.end());
  }
  if (client.process && !may_ask_(*client.process)) return false;
  const auto request = decode_request(payload);
  return request && client.socket.send_all(framed(encode_answer(answerer_(*request))), kPatience);
}

bool SignerServer::serve(Client& client) {
  std::uint8_t buffer[4096];
  const LocalSocket::Received received = client.socket.receive(buffer);
  if (client.received.empty()) client.heard = clock_.mono();
  client.received.insert(client.received.end(), buffer, buffer + received.bytes);
  for (;;) {
    const auto payload = take_frame(client.received, kLargestRequest);
    if (!payload) return false;
    if (!*payload) break;
    client.heard = clock_.mono();
    if (!answer(client, **payload)) return false;
  }
  const bool too_slow = !client.received.empty() && clock_.mono() >= client.heard + kPatience;
  return !received.closed && !too_slow;
}

void SignerServer::handle_arrived() {
  accept();
  for (auto at = clients_.begin(); at != clients_.end();)
    at = serve(*at) ? std::next(at) : clients_.erase(at);
}

}  // namespace insyn::signer
