// One connection to the recorder as a state machine: bytes and time in, requests and lines out. Whatever a
// client sends, a bounded number of bytes is stored, and the client gets an answer or is disconnected.
//
//   greeting ──hello──► open ──too much, too slow, not a line──► finished
//       └───anything else───────────────────────────────────────────┘
#pragma once

#include <optional>
#include <string>

#include "base/bytes.h"
#include "control/message.h"

namespace insyn::control {

class Peer {
 public:
  // The time limit for a line after its first byte, and for the hello after the connection.
  static constexpr std::chrono::seconds kPatience{5};
  // The time limit between requests of a client that neither watches nor is bound to a call.
  static constexpr std::chrono::seconds kLongestSilence{30};
  // At most this many requests in this time.
  static constexpr int kMostRequests = 100;
  static constexpr std::chrono::seconds kRequestsPeriod{10};

  explicit Peer(Mono now) : heard_(now), line_began_(now), period_(now) {}

  // Adds received bytes, which next() handles line by line.
  void receive(ByteView bytes, Mono now);
  // The next request to carry out, if there is one. Hellos and malformed lines are answered here, in the
  // output.
  std::optional<Request> next(Mono now);
  // The client may send one more request than the limit: it was asked for one.
  void expect_one_more() { --requests_; }
  // Keeps a silent connection open: the client watches, or a call depends on it.
  void stay() { stays_ = true; }

  // Takes the bytes to send.
  std::string take_output() { return std::exchange(output_, {}); }
  void send(const Reply& reply) { output_ += line_of(reply); }
  // The connection is to be closed once the output has been sent.
  bool finished() const { return finished_; }
  // When expire() must be called next.
  std::optional<Mono> due() const;
  void expire(Mono now);

 private:
  std::optional<Request> handle(std::string_view line, Mono now);
  bool too_many(Mono now);
  void hang_up(const Error& error);

  std::string received_;
  std::string output_;
  Mono heard_;
  Mono line_began_;
  Mono period_;
  int requests_ = 0;
  bool greeted_ = false;
  bool stays_ = false;
  bool finished_ = false;
};

}  // namespace insyn::control
