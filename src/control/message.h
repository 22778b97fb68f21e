// The lines of the control protocol (docs/control.md): requests of a client and replies of the recorder, from
// text to values and back.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "control/call_news.h"
#include "indicator/border.h"
#include "reason/reason.h"

namespace insyn::control {

inline constexpr int kVersion = 2;
// The longest line in bytes, with its end, in either direction.
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
  kPainted,
  kWho,
  kHere,
  kDidNotHelp,
  kCalls
};
const char* name_of(Verb verb);  // "hello", "begin" and so on
// Whether lines follow its answer, until the connection ends.
constexpr bool watches(Verb verb) {
  return verb == Verb::kWatch || verb == Verb::kIndicate || verb == Verb::kCalls;
}

struct Request {
  Verb verb = Verb::kStatus;
  int version = 0;        // hello
  std::string call;       // begin, hold, resume, end: the call's id
  std::string kind;       // begin: why the customer called; may be empty
  std::string queue;      // begin: where the call came from; may be empty
  bool bound = false;     // begin: the call ends with this connection
  std::string recording;  // discard: a recording's id; empty: the recording of this call or of the last one
  // painted: the challenge that the borders show now, and the windows that they are made of
  indicator::Challenge challenge{};
  std::vector<indicator::WindowId> sides;
  int from = 0;           // who: the first name that is asked for, counted from 0
  std::string agent;      // here: the pseudonym; empty: nobody works here any more
  std::string signature;  // here: that the agent has said so (roster::sign_presence)
  bool operator==(const Request&) const = default;
};

// What the recorder is doing, as the tray shows it.
enum class Activity {
  kIdle,        // no call
  kRecording,   // a call is being recorded
  kPaused,      // by the agent, in a call or not: nothing is recorded
  kHeld,        // the call is on hold: nothing is recorded
  kWithheld,    // in a call, but nothing may be recorded now; `why` says why
  kNotAllowed,  // the agreement or a fault forbids it; `why` says why
};
const char* name_of(Activity activity);  // "idle", "recording", "paused", "held", "withheld", "not-allowed"

// Whether the agent may say now that the system did not help.
enum class AgentsWord {
  kNot,
  kMay,
  kNoted,  // has just said so, and it is noted
};

struct State {
  Activity activity = Activity::kIdle;
  std::optional<reason::Reason> why;  // with kWithheld and kNotAllowed
  bool paused = false;                // by the agent, also while there is no call
  bool indicated = false;             // a tray marks on the screen what is being recorded
  std::string call;                   // the call's id; empty where there is none
  std::string recording;              // the recording's id; empty where there is none
  std::string application;            // the agreement's names of what is being recorded, separated by ", "
  Utc since{};                        // when the recording began
  Mono since_mono{};                  // the same in monotonic time of the workstation
  std::string warning;                // what the agent or the administrator should know; may be empty
  AgentsWord did_not_help = AgentsWord::kNot;
  bool shared = false;  // several agents may work here, and who does is asked
  std::string agent;    // who is recorded, as certificates say it; empty: nobody has said
  bool operator==(const State&) const = default;
};

// What the indicator must show from now on.
struct BorderOrder {
  // More than the windows that an application has at once; further windows are not recorded.
  static constexpr std::size_t kMostWindows = 16;
  indicator::Challenge challenge{};
  std::vector<indicator::MarkedWindow> windows;  // none: no border
  bool operator==(const BorderOrder&) const = default;
};

// The agents who may say that they work here.
struct AgentsAsked {
  static constexpr std::size_t kMostNames = 500;  // in one answer
  std::string nonce;               // what the answer has to sign; from this answer on the only one
  std::vector<std::string> names;  // pseudonyms, in the roster's order
  std::optional<int> next;         // the first one that is not among `names`; nothing: all are
  bool operator==(const AgentsAsked&) const = default;
};
// `all` from the one with the number `from` on, as many as there is room for in a line.
AgentsAsked agents_from(const std::vector<std::string>& all, std::size_t from);

// An answer to a request or, for a watcher, a change of state.
struct Reply {
  std::optional<reason::Reason> refused;  // why the request was refused; nothing where it was carried out
  int version = 0;                        // to hello
  std::optional<State> state;
  std::optional<BorderOrder> borders;  // to the client that indicates
  std::optional<AgentsAsked> agents;   // to who
  std::optional<CallNews> news;        // to those who watch calls
  bool operator==(const Reply&) const = default;
};
Reply refusal(reason::Reason why);
inline Reply refusal(const Error& error) { return refusal(reason::Reason(error)); }

// `line` is without its line end. kBadPeer where docs/control.md does not allow it.
Result<Request> parse_request(std::string_view line);
Result<Reply> parse_reply(std::string_view line);
// With the line end, at most kLongestLine bytes: texts that are too long are cut.
std::string line_of(const Request& request);
std::string line_of(const Reply& reply);

}  // namespace insyn::control
