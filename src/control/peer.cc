#include "control/peer.h"

namespace insyn::control {
namespace {

// What a client may send ahead while its earlier lines are being handled.
constexpr std::size_t kMostReceived = 4 * kLongestLine;

bool lacks_a_whole_line(const std::string& received) {
  return received.size() >= kLongestLine && received.find('\n') == std::string::npos;
}

}  // namespace

void Peer::hang_up(const Error& error) {
  if (finished_) return;
  send(refusal(error));
  finished_ = true;
  received_.clear();
}

void Peer::receive(ByteView bytes, Mono now) {
  if (finished_ || bytes.empty()) return;
  if (received_.empty()) line_began_ = now;
  heard_ = now;
  received_ += text_of(bytes);
  if (received_.size() > kMostReceived)
    hang_up({Code::kFull, "too much was sent before the earlier requests were answered"});
  if (lacks_a_whole_line(received_)) {
    hang_up({Code::kBadPeer, fmt::format("a line has at most {} bytes", kLongestLine)});
  }
}

bool Peer::too_many(Mono now) {
  if (now >= period_ + kRequestsPeriod) {
    period_ = now;
    requests_ = 0;
  }
  return ++requests_ > kMostRequests;
}

std::optional<Request> Peer::next(Mono now) {
  while (!finished_) {
    const std::size_t end = received_.find('\n');
    if (end == std::string::npos) return std::nullopt;
    const std::string line = received_.substr(0, end);
    received_.erase(0, end + 1);
    line_began_ = now;
    if (auto request = handle(line, now)) return request;
  }
  return std::nullopt;
}

std::optional<Request> Peer::handle(std::string_view line, Mono now) {
  if (too_many(now)) {
    hang_up({Code::kTransient, fmt::format("too many requests: at most {} in {} seconds", kMostRequests,
                                           kRequestsPeriod.count())});
    return std::nullopt;
  }
  Result<Request> request = parse_request(line);
  if (!request) {
    // After a malformed line nothing else from this client can be trusted to mean what it says.
    hang_up(request.error());
    return std::nullopt;
  }
  if (request->verb == Verb::kHello) {
    if (request->version != kVersion) {
      hang_up({Code::kPermanent, fmt::format("this recorder speaks version {} only", kVersion)});
      return std::nullopt;
    }
    greeted_ = true;
    Reply welcome;
    welcome.version = kVersion;
    send(welcome);
    return std::nullopt;
  }
  if (!greeted_) {
    hang_up({Code::kBadPeer, "the first line must be a hello"});
    return std::nullopt;
  }
  if (watches(request->verb) || request->bound) stay();
  return *std::move(request);
}

std::optional<Mono> Peer::due() const {
  if (finished_) return std::nullopt;
  if (!greeted_ || !received_.empty()) return line_began_ + kPatience;
  if (stays_) return std::nullopt;
  return heard_ + kLongestSilence;
}

void Peer::expire(Mono now) {
  const std::optional<Mono> when = due();
  if (!when || now < *when) return;
  hang_up({Code::kBadPeer, !greeted_            ? "no hello came in time"
                           : !received_.empty() ? "the line was not finished in time"
                                                : "no request came for too long"});
}

}  // namespace insyn::control
