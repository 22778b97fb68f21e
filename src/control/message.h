// The lines of the control protocol (docs/control.md): what a client asks of the recorder, and what it
// answers. Text to value and back; no socket is known here.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "indicator/border.h"
#include "reason/reason.h"

namespace insyn::control {

inline constexpr int kVersion = 2;
// Of a line with its end, in either direction.
inline constexpr std::size_t kLongestLine = 8192;

enum class Verb {
  kHello,
  kBegin,
  kHold,
  kResume,
  kEnd,
  kPause,
  kUnpause,
  kDiscard,
  kStatus,
  kWatch,
  kIndicate,
  kPainted
};
const char* name_of(Verb verb);  // "hello", "begin" and so on

struct Request {
  Verb verb = Verb::kStatus;
  int version = 0;        // hello
  std::string call;       // begin, hold, resume, end: the call's id
  std::string kind;       // begin: why the customer called; may be empty
  bool bound = false;     // begin: the call is over when this connection is
  std::string recording;  // discard: a recording's id; empty: that of this call or of the one before
  // painted: the challenge that the borders show now, and the windows that they are made of
  indicator::Challenge challenge{};
  std::vector<indicator::WindowId> sides;
  bool operator==(const Request&) const = default;
};

// What the recorder does at this moment, as a tray shows it.
enum class Activity {
  kIdle,        // no call
  kRecording,   // a call is being recorded
  kPaused,      // the agent has paused: in a call or not, nothing is kept
  kHeld,        // the call is on hold: nothing is kept
  kWithheld,    // in a call, but nothing may be kept at this moment, and why
  kNotAllowed,  // the agreement or a fault says no, and why
};
const char* name_of(Activity activity);  // "idle", "recording", "paused", "held", "withheld", "not-allowed"

struct State {
  Activity activity = Activity::kIdle;
  std::optional<reason::Reason> why;  // where it is withheld or not allowed
  bool paused = false;                // by the agent, also while there is no call
  bool indicated = false;             // somebody is there who shows on the screen what is being recorded
  std::string call;                   // the call's id; empty where there is none
  std::string recording;              // the recording's id; empty where there is none
  std::string application;            // the agreement's names of what is being recorded, parted by ", "
  Utc since{};                        // when the recording began
  Mono since_mono{};                  // the same by the workstation's monotonic clock
  std::string warning;                // what the agent or the administrator should know; may be empty
  bool operator==(const State&) const = default;
};

// What the indicator has to show from now on.
struct BorderOrder {
  // More than an application has windows at once; of more than these nothing is kept.
  static constexpr std::size_t kMostWindows = 16;
  indicator::Challenge challenge{};
  std::vector<indicator::MarkedWindow> windows;  // none: no border
  bool operator==(const BorderOrder&) const = default;
};

// An answer to a request; or, to one who watches, a change of state.
struct Reply {
  std::optional<reason::Reason> refused;  // why; nothing where what was asked is done
  int version = 0;                        // to hello
  std::optional<State> state;
  std::optional<BorderOrder> borders;  // to the one that indicates
  bool operator==(const Reply&) const = default;
};
Reply refusal(reason::Reason why);
inline Reply refusal(const Error& error) { return refusal(reason::Reason(error)); }

// One line without its end. kBadPeer with the reason where it is not exactly what docs/control.md allows.
Result<Request> parse_request(std::string_view line);
Result<Reply> parse_reply(std::string_view line);
// With the line's end, at most kLongestLine bytes: what is too long for an answer is cut.
std::string line_of(const Request& request);
std::string line_of(const Reply& reply);

}  // namespace insyn::control
