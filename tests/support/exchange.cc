#include "support/exchange.h"

#include "base/check.h"
#include "calls/carrier/lines.h"

namespace insyn::support {
namespace {

calls::CallState state_after(calls::Event event) {
  switch (event) {
    case calls::Event::kHold:
      return calls::CallState::kHeld;
    case calls::Event::kPause:
      return calls::CallState::kPaused;
    case calls::Event::kEnd:
      return calls::CallState::kEnded;
    case calls::Event::kBegin:
    case calls::Event::kResume:
    case calls::Event::kUnpause:
      break;
  }
  return calls::CallState::kConnected;
}

}  // namespace

Exchange::Exchange(const note::Signer& key, Path socket) : key_(key), socket_(std::move(socket)) {
  connect();
}

void Exchange::connect() {
  link_.emplace(LocalSocket::connect(socket_).value());
  thread_ = std::jthread([this](const std::stop_token& stop) {
    calls::Lines lines(calls::kLongestCarrierLine);
    while (!stop.stop_requested()) hear(lines);
  });
}

void Exchange::cut() {
  thread_ = {};
  link_.reset();
}

void Exchange::send(const calls::FromCarrier& message) const {
  CHECK(link_->send(view_of(calls::line_of(message))));
}

void Exchange::reach(calls::Reach reach) { send(calls::CarrierReach{key_.verifier().name(), reach}); }

void Exchange::happens(calls::Event event) {
  const std::lock_guard lock(mutex_);
  if (event == calls::Event::kBegin) ++calls_;
  const std::string id = std::to_string(calls_);
  calls::Statement said;
  said.source = key_.verifier().name();
  said.sequence = ++sequence_;
  said.previous = event == calls::Event::kBegin ? 0 : last_;
  last_ = sequence_;
  said.at = said.began = SystemClock().utc();
  said.event = event;
  said.call = "call " + id;
  said.leg = "leg " + id;
  said.agent = "201";
  said.kind = "Faktura";
  said.queue = "Privat";
  state_ = state_after(event);
  if (event == calls::Event::kEnd) ended_ = said.at;
  if (!holds_back_) send(calls::CarriedStatement{calls::sign_statement(said, key_).value()});
}

void Exchange::hear(calls::Lines& lines) {
  if (!wait_until_readable(link_->fd(), std::chrono::milliseconds(10))) return;
  std::uint8_t bytes[4096];
  lines.receive(text_of(ByteView(bytes, link_->receive(bytes).bytes)));
  while (const auto line = lines.next().value()) {
    const auto message = calls::parse_from_recorder(*line).value();
    if (const auto* asked = std::get_if<calls::Asked>(&message)) give_answer(*asked);
  }
}

void Exchange::give_answer(const calls::Asked& asked) {
  const std::lock_guard lock(mutex_);
  ++asked_;
  if (!answers_) return;
  calls::Answer answer;
  answer.source = key_.verifier().name();
  answer.nonce = asked.nonce;
  answer.call = asked.call;
  answer.leg = asked.leg;
  answer.agent = "201";
  answer.state = state_;
  answer.last = last_;
  if (state_ == calls::CallState::kEnded) answer.ended_ago = SystemClock().utc() - ended_;
  // The recorder may have ended meanwhile.
  (void)link_->send(view_of(
      calls::line_of(calls::FromCarrier(calls::CarriedAnswer{calls::sign_answer(answer, key_).value()}))));
}

}  // namespace insyn::support
