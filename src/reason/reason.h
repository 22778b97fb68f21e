// Why nothing is recorded at this moment, or why a recording ended: a code with its parameters. This is what
// passes between functions and between processes (docs/control.md); src/words makes sentences of it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <type_traits>
#include <utility>
#include <variant>

#include "base/clock.h"
#include "base/result.h"
#include "reason/call_reason.h"
#include "reason/program_reason.h"
#include "reason/withheld.h"
#include "reason/without_parameters.h"

namespace insyn::reason {

// Each kind of reason is a type of its own: its code in kCode, its parameters as members, and fields(), which
// calls `field(name, member)` for each of them, or `field(name, text, limit)` for a text of at most `limit`
// bytes. What reads, writes or translates reasons goes through Reason's alternatives, so that the compiler
// asks for a new one everywhere.

// The agreement's period has not begun.
struct NotYet {
  static constexpr const char* kCode = "not-yet";
  Utc from{};
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("from", self.from);
  }
  bool operator==(const NotYet&) const = default;
};

// The agreement's period is over.
struct Expired {
  static constexpr const char* kCode = "expired";
  Utc at{};
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("at", self.at);
  }
  bool operator==(const Expired&) const = default;
};

// An agreed day, but not an agreed hour. Minutes from midnight by the clock of the agreement's zone, 0 to
// 1440.
struct OutsideHours {
  static constexpr const char* kCode = "outside-hours";
  std::chrono::minutes from{};
  std::chrono::minutes to{};
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("from", self.from);
    field("to", self.to);
  }
  bool operator==(const OutsideHours&) const = default;
};

// Not a day of the week that is agreed on.
struct OutsideDays : WithoutParameters {
  static constexpr const char* kCode = "outside-days";
};

// The wall clock of the agreement's zone cannot be read on this computer.
struct NoClock {
  static constexpr const char* kCode = "no-clock";
  std::string message;  // of the error, in English
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("message", self.message, std::size_t{800});
  }
  bool operator==(const NoClock&) const = default;
};

// As many calls as the agreement allows in a week are recorded.
struct CapReached {
  static constexpr const char* kCode = "cap-reached";
  int calls = 0;  // the cap
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("calls", self.calls);
  }
  bool operator==(const CapReached&) const = default;
};

// The call is not in the agreed sample.
struct NotSampled : WithoutParameters {
  static constexpr const char* kCode = "not-sampled";
};

// The agreement does not allow anybody at the workstation to say that a call has begun (calls.manual).
struct ManualCalls : WithoutParameters {
  static constexpr const char* kCode = "manual-calls";
};

// The agreement asks for what this version cannot do, so that it would not be recorded as agreed.
struct NotEnforced {
  static constexpr const char* kCode = "not-enforced";
  std::string keys;  // of the agreement, with commas between them
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("keys", self.keys, std::size_t{400});
  }
  bool operator==(const NotEnforced&) const = default;
};

// Nobody on the roster that the parties have signed has this key.
struct AgentNotOnRoster {
  static constexpr const char* kCode = "agent-not-on-roster";
  std::string key;  // the recipient, "age1…"
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("key", self.key, std::size_t{100});
  }
  bool operator==(const AgentNotOnRoster&) const = default;
};

// The workstation's key is not on the roster that the parties have signed.
struct DeviceNotOnRoster {
  static constexpr const char* kCode = "device-not-on-roster";
  std::string name;  // of the device
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("name", self.name, std::size_t{400});
  }
  bool operator==(const DeviceNotOnRoster&) const = default;
};

// Several agents may work here, and nobody has said who does.
struct AgentUnknown : WithoutParameters {
  static constexpr const char* kCode = "agent-unknown";
};

// Somebody has said to be an agent who does not work at this computer, or is not on the roster.
struct AgentNotHere {
  static constexpr const char* kCode = "agent-not-here";
  std::string agent;  // the pseudonym
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("agent", self.agent, std::size_t{400});
  }
  bool operator==(const AgentNotHere&) const = default;
};

// Somebody has said to be an agent, and has not signed with any key that this agent has on the roster.
struct AgentNotProven {
  static constexpr const char* kCode = "agent-not-proven";
  std::string agent;  // the pseudonym
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("agent", self.agent, std::size_t{400});
  }
  bool operator==(const AgentNotProven&) const = default;
};

// During a call nobody takes the place of the agent who is recorded.
struct AgentInCall {
  static constexpr const char* kCode = "agent-in-call";
  std::string agent;  // who is recorded
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("agent", self.agent, std::size_t{400});
  }
  bool operator==(const AgentInCall&) const = default;
};

// A party has withdrawn the agreement.
struct Withdrawn {
  static constexpr const char* kCode = "withdrawn-by";
  std::string party;
  Utc at{};
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("party", self.party, std::size_t{400});
    field("at", self.at);
  }
  bool operator==(const Withdrawn&) const = default;
};

// A later agreement has taken this one's place.
struct Superseded {
  static constexpr const char* kCode = "superseded";
  std::string id;
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("id", self.id, std::size_t{400});
  }
  bool operator==(const Superseded&) const = default;
};

// A witness of the agreement's ledger has not said that it is in force: a withdrawal may be kept from this
// computer.
struct NoWord {
  static constexpr const char* kCode = "no-word";
  std::string witness;
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("witness", self.witness, std::size_t{400});
  }
  bool operator==(const NoWord&) const = default;
};

// It has said so, and longer ago than is agreed.
struct WordTooOld {
  static constexpr const char* kCode = "word-too-old";
  std::string witness;
  Utc last{};  // when it last said so
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("witness", self.witness, std::size_t{400});
    field("last", self.last);
  }
  bool operator==(const WordTooOld&) const = default;
};

// Of this kind of question there are as many recordings as agreed, a witness says.
struct EnoughOfKind {
  static constexpr const char* kCode = "enough-of-kind";
  std::string kind;
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("kind", self.kind, std::size_t{800});
  }
  bool operator==(const EnoughOfKind&) const = default;
};

// The agreement's file was replaced, withdrawn or cannot be read any more.
struct AgreementGone : WithoutParameters {
  static constexpr const char* kCode = "agreement-gone";
};

// Another file of the enrolment was replaced, taken away or added: a pin, or a key.
struct EnrolmentChanged {
  static constexpr const char* kCode = "enrolment-changed";
  std::string file;
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("file", self.file, std::size_t{400});
  }
  bool operator==(const EnrolmentChanged&) const = default;
};

// The time until which the agreement allowed a recording that was going on has come.
struct AllowedUntil {
  static constexpr const char* kCode = "allowed-until";
  Utc at{};
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("at", self.at);
  }
  bool operator==(const AllowedUntil&) const = default;
};

// The clock by which the agreement is counted shows less than it has shown.
struct ClockSetBack {
  static constexpr const char* kCode = "clock-set-back";
  Utc shown{};
  Utc seen{};        // the least that it should show
  std::string file;  // in which the newest time is kept
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("shown", self.shown);
    field("seen", self.seen);
    field("file", self.file, std::size_t{400});
  }
  bool operator==(const ClockSetBack&) const = default;
};

// The newest time that was seen cannot be read, so that nobody can tell whether the clock was set back.
struct ClockMarkUnreadable {
  static constexpr const char* kCode = "clock-mark-unreadable";
  std::string file;     // in which it is kept
  std::string message;  // of the error, in English
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("file", self.file, std::size_t{400});
    field("message", self.message, std::size_t{400});
  }
  bool operator==(const ClockMarkUnreadable&) const = default;
};

struct CallEnded : WithoutParameters {
  static constexpr const char* kCode = "call-ended";
};

// The call source that the call depended on is gone.
struct CallLost : WithoutParameters {
  static constexpr const char* kCode = "call-lost";
};

// The computer has slept, or goes to sleep: a call that went on then is over.
struct ComputerSlept : WithoutParameters {
  static constexpr const char* kCode = "computer-slept";
};

// The recorder was asked to stop.
struct StopRequested : WithoutParameters {
  static constexpr const char* kCode = "stop-requested";
};

// As long as was asked for.
struct TimeIsUp {
  static constexpr const char* kCode = "time-is-up";
  std::chrono::seconds after{};
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("after", self.after);
  }
  bool operator==(const TimeIsUp&) const = default;
};

// As much of one call as the agreement allows (max_minutes).
struct LongestCall {
  static constexpr const char* kCode = "longest-call";
  std::chrono::minutes at_most{};
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("at-most", self.at_most);
  }
  bool operator==(const LongestCall&) const = default;
};

// The agent has discarded what was recorded of this call.
struct Discarded : WithoutParameters {
  static constexpr const char* kCode = "discarded";
};

// No window of the agreed applications is on the screen.
struct NoWindow : WithoutParameters {
  static constexpr const char* kCode = "no-window";
};

// The call goes on, and what is on the screen is withheld.
struct ScreenWithheld {
  static constexpr const char* kCode = "withheld";
  Withheld because = Withheld::kNotAllowed;
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("because", self.because);
  }
  bool operator==(const ScreenWithheld&) const = default;
};

// The desktop session is a Wayland one: the X server shows its windows to nobody, and no mark can be checked.
struct WaylandSession : WithoutParameters {
  static constexpr const char* kCode = "wayland-session";
};

// The X server's pixels are of a kind that nothing can be kept of: so many bits each.
struct ScreenDepth {
  static constexpr const char* kCode = "screen-depth";
  int bits = 0;
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("bits", self.bits);
  }
  bool operator==(const ScreenDepth&) const = default;
};

// An error that is none of these: something on this computer has to be mended.
struct Fault {
  static constexpr const char* kCode = "fault";
  Code kind = Code::kPermanent;
  std::string message;  // of the error, in English
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("kind", self.kind);
    field("message", self.message, std::size_t{800});
  }
  bool operator==(const Fault&) const = default;
};

using AnyReason = std::variant<
    NotYet, Expired, OutsideHours, OutsideDays, NoClock, CapReached, NotSampled, ManualCalls, NotEnforced,
    AgentNotOnRoster, DeviceNotOnRoster, AgentUnknown, AgentNotHere, AgentNotProven, AgentInCall, Withdrawn,
    Superseded, NoWord, WordTooOld, EnoughOfKind, AgreementGone, EnrolmentChanged, AllowedUntil, ClockSetBack,
    ClockMarkUnreadable, CallEnded, CallLost, ComputerSlept, StopRequested, TimeIsUp, LongestCall, Discarded,
    NoWindow, ScreenWithheld, ProgramMissing, ProgramIsLink, ProgramWritable, ProgramIsScript,
    ProgramIsInterpreted, ProgramIsLauncher, ProgramIsPacked, ProgramOtherVersion, ProgramReplaced,
    ProgramIsAnother, ProgramOtherClass, ProgramStartedAnother, ProgramUnknown, WaylandSession, ScreenDepth,
    CallUnsigned, CallOfAnother, CallReplayed, CallTooOld, CallInFuture, CallUnderWay, CallUnanswered,
    CallAnswerOther, CallAnswerOld, CallWordMissing, CallHeld, CardPause, NoCallCarrier, CallCarrierCutOff,
    CallSourceSilent, DidNotHelpNotAgreed, NoEventsAgreed, NoCallRecorded, SaidJustNow, Fault>;

namespace internal {
template <class Kind, class Any>
struct IsKind;
template <class Kind, class... Kinds>
struct IsKind<Kind, std::variant<Kinds...>> : std::disjunction<std::is_same<Kind, Kinds>...> {};
}  // namespace internal
template <class Kind>
concept AnyKind = internal::IsKind<Kind, AnyReason>::value;

class Reason {
 public:
  // A kind of reason is a reason.
  template <AnyKind Kind>
  Reason(Kind kind) : any_(std::move(kind)) {}  // NOLINT(google-explicit-constructor)
  // So is an error, as a fault: TRY works in a function that gives an OrReason<T>.
  Reason(Error error)  // NOLINT(google-explicit-constructor)
      : any_(Fault{error.code, std::move(error.message)}) {}

  const AnyReason& any() const { return any_; }
  template <class Kind>
  const Kind* as() const {
    return std::get_if<Kind>(&any_);
  }
  bool operator==(const Reason&) const = default;

 private:
  AnyReason any_;
};

// A value, or the reason why there is none.
template <class T>
class [[nodiscard]] OrReason : public tl::expected<T, Reason> {
 public:
  using tl::expected<T, Reason>::expected;
};
inline tl::unexpected<Reason> because(Reason reason) { return tl::unexpected<Reason>(std::move(reason)); }

// The code on the wire and in --json output, one word in lower case: "outside-hours".
const char* code_of(const Reason& reason);

// As an error: the fault's code, otherwise kDenied.
Code error_code_of(const Reason& reason);

// Calls `visitor` with a value of each kind, its parameters empty.
template <class Visitor>
void for_each_kind(Visitor&& visitor) {
  [&]<std::size_t... kIndex>(std::index_sequence<kIndex...>) {
    (visitor(std::variant_alternative_t<kIndex, AnyReason>{}), ...);
  }
  (std::make_index_sequence<std::variant_size_v<AnyReason>>());
}

}  // namespace insyn::reason
