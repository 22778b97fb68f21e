#include "recorder/call_source/carriers.h"

#include <algorithm>

namespace insyn::recorder {
namespace {

constexpr int kMostAccepted = 16;
constexpr std::size_t kPiece = std::size_t{16} << 10;

}  // namespace

Result<Carriers> Carriers::listen(const Path& socket) {
  Carriers carriers;
  TRY_ASSIGN(carriers.listener_, LocalListener::listen(socket, Peers::kAnyUser));
  return carriers;
}

void Carriers::add_to(EventLoop& loop, Mono now) const {
  if (listener_) loop.add_source(listener_->fd(), "calls socket");
  for (const Carrier& carrier : carriers_) {
    loop.add_source(carrier.socket.fd(), "call source's carrier");
    if (carrier.has_more) loop.add_deadline(now, "lines of a call source's carrier");
  }
}

void Carriers::accept() {
  for (int i = 0; listener_ && i < kMostAccepted; ++i) {
    std::optional<LocalSocket> socket = listener_->accept();
    if (!socket) return;
    if (carriers_.size() == kMost) carriers_.erase(carriers_.begin());
    carriers_.push_back({*std::move(socket)});
    send(carriers_.back(), wanted_);
  }
}

void Carriers::read(Carrier& carrier, std::vector<calls::FromCarrier>& received) const {
  if (!carrier.has_more) {
    std::uint8_t piece[kPiece];
    const LocalSocket::Received arrived = carrier.socket.receive(piece);
    carrier.lines.receive(text_of(ByteView(piece, arrived.bytes)));
    carrier.lost = carrier.lost || arrived.closed;
  }
  carrier.has_more = false;
  for (int i = 0; i < kMostLines; ++i) {
    const auto line = carrier.lines.next();
    if (!line) carrier.lost = true;
    if (!line || !*line) return;
    const auto message = calls::parse_from_carrier(**line);
    if (!message) {
      carrier.lost = true;
      return;
    }
    if (const auto* reach = std::get_if<calls::CarrierReach>(&*message)) {
      const auto& known = wanted_.sources;
      if (std::find(known.begin(), known.end(), reach->source) != known.end())
        carrier.reaches[reach->source] = reach->reach;
    } else {
      received.push_back(*message);
    }
  }
  carrier.has_more = true;
}

std::vector<calls::FromCarrier> Carriers::receive() {
  std::vector<calls::FromCarrier> received;
  accept();
  for (Carrier& carrier : carriers_) read(carrier, received);
  forget_lost();
  return received;
}

void Carriers::send(Carrier& carrier, const calls::FromRecorder& message) {
  // Who does not read what the socket's buffer holds is hung up on: nothing piles up here.
  if (!carrier.socket.send(view_of(calls::line_of(message)))) carrier.lost = true;
}

void Carriers::forget_lost() {
  std::erase_if(carriers_, [](const Carrier& carrier) { return carrier.lost; });
}

void Carriers::ask(const calls::Asked& asked) {
  for (Carrier& carrier : carriers_) send(carrier, asked);
  forget_lost();
}

void Carriers::want(calls::Wanted wanted) {
  if (wanted == wanted_) return;
  wanted_ = std::move(wanted);
  for (Carrier& carrier : carriers_) send(carrier, wanted_);
  forget_lost();
}

calls::Reach Carriers::reach(const std::string& source) const {
  calls::Reach best = calls::Reach::kNothing;
  for (const Carrier& carrier : carriers_) {
    const auto found = carrier.reaches.find(source);
    if (found != carrier.reaches.end()) best = std::min(best, found->second);
  }
  return best;
}

}  // namespace insyn::recorder
