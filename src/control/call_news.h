// What those who watch calls are told: which call sources are heard, what these say of the agent's calls, and
// how they answer. There is no room in it for a caller's number or name, since call statements have none.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "base/clock.h"
#include "reason/reason.h"

namespace insyn::control {

// As call statements have them (docs/calls.md); what is longer is cut.
inline constexpr std::size_t kLongestNewsCall = 500;
inline constexpr std::size_t kLongestNewsText = 200;

// A call source that the agreement names is heard since then; or is not, and `why`.
struct SourceNews {
  static constexpr const char* kCode = "source";
  std::string source;
  Utc since{};
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("source", self.source, kLongestNewsText);
    field("since", self.since);
  }
  bool operator==(const SourceNews&) const = default;
};

// A call of the agent that goes on; `why` nothing of it may be kept at this moment.
struct PresentCall {
  static constexpr const char* kCode = "call";
  std::string source, call, number, kind, queue;  // kind and queue: empty where the source does not know
  Utc began{};
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("source", self.source, kLongestNewsText);
    field("call", self.call, kLongestNewsCall);
    field("number", self.number, kLongestNewsText);
    field("kind", self.kind, kLongestNewsText);
    field("queue", self.queue, kLongestNewsText);
    field("began", self.began);
  }
  bool operator==(const PresentCall&) const = default;
};

// That was all that there is; whatever follows happens.
struct AllPresent {
  static constexpr const char* kCode = "present";
  template <class Self, class Field>
  static void fields(Self&, Field&&) {}
  bool operator==(const AllPresent&) const = default;
};

// A source has said something of a call; `why` it is not followed.
struct SourceSaid {
  static constexpr const char* kCode = "said";
  std::string source;
  std::string event;  // as a call statement says it: "begin"
  std::string call, number, kind, queue;
  Utc at{};  // when it was signed, by the source's clock
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("source", self.source, kLongestNewsText);
    field("event", self.event, kLongestNewsText);
    field("call", self.call, kLongestNewsCall);
    field("number", self.number, kLongestNewsText);
    field("kind", self.kind, kLongestNewsText);
    field("queue", self.queue, kLongestNewsText);
    field("at", self.at);
  }
  bool operator==(const SourceSaid&) const = default;
};

// Something came that no call source of the agreement has signed; `why`.
struct NotSigned {
  static constexpr const char* kCode = "not-signed";
  template <class Self, class Field>
  static void fields(Self&, Field&&) {}
  bool operator==(const NotSigned&) const = default;
};

// A source was asked whether the recorded call goes on, and has answered that it does; or `why` what waits is
// not stored.
struct SourceAnswered {
  static constexpr const char* kCode = "answered";
  std::string source;
  int ms = 0;  // from the question to the answer, or until it was given up
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("source", self.source, kLongestNewsText);
    field("ms", self.ms);
  }
  bool operator==(const SourceAnswered&) const = default;
};

// More has come at once than is told.
struct LeftOut {
  static constexpr const char* kCode = "left-out";
  int count = 0;
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("count", self.count);
  }
  bool operator==(const LeftOut&) const = default;
};

struct CallNews {
  using What =
      std::variant<SourceNews, PresentCall, AllPresent, SourceSaid, NotSigned, SourceAnswered, LeftOut>;
  Utc time{};  // by the recorder
  What what;
  std::optional<reason::Reason> why = {};
  bool operator==(const CallNews&) const = default;
};

}  // namespace insyn::control
