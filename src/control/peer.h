// One connection to the recorder as a state machine: bytes and time in, requests and lines out. Whatever a
// client sends, a bounded number of bytes is kept of it, and it is answered or hung up on.
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
  // A line has to be whole this long after its first byte, and the greeting this long after the connection.
  static constexpr std::chrono::seconds kPatience{5};
  // One that neither watches nor is bound to a call may be silent this long.
  static constexpr std::chrono::seconds kLongestSilence{30};
  // As many requests in as long.
  static constexpr int kMostRequests = 100;
  static constexpr std::chrono::seconds kRequestsPeriod{10};

  explicit Peer(Mono now) : heard_(now), line_began_(now), period_(now) {}

  // Takes what was read. Lines are handled by next().
  void receive(ByteView bytes, Mono now);
  // The next request that is to be carried out; nothing while there is none. Greetings and whatever is wrong
  // are answered here, into output().
  std::optional<Request> next(Mono now);
  // One more request is expected of it than it may send by itself.
  void expect_one_more() { --requests_; }
  // Keeps the connection although it is silent: it watches, or a call depends on it.
  void stay() { stays_ = true; }

  // What is to be sent to it, taken.
  std::string take_output() { return std::exchange(output_, {}); }
  void send(const Reply& reply) { output_ += line_of(reply); }
  // Nothing more will be read: send the output, then hang up.
  bool finished() const { return finished_; }
  // When expire() has to be called next.
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
