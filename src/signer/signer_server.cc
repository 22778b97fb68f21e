#include "signer/signer_server.h"

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
    const auto process = ProcessHandle::open(socket->peer_process());
    if (!process || !may_ask_(*process) || clients_.size() >= kMostClients) continue;
    // A connection that is handed on is another program's.
    if (!socket->refuse_other_senders()) continue;
    adopt(std::move(*socket));
  }
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
    const auto request = decode_request(**payload);
    if (!request) return false;
    const Bytes answer = encode_answer(answerer_(*request));
    if (!client.socket.send_all(framed(answer), kPatience)) return false;
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
