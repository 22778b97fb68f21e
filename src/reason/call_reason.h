// Reasons why a call that a telephone system tells about is not recorded, or nothing is kept of it: kinds of
// reason.h. `source` is the call source's name in the agreement.
#pragma once

#include <string>

#include "base/clock.h"
#include "reason/without_parameters.h"

namespace insyn::reason {

struct OfCallSource {
  std::string source;
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("source", self.source, std::size_t{200});
  }
  bool operator==(const OfCallSource&) const = default;
};

struct OfCallSourceAt {
  std::string source;
  Utc at{};
  template <class Self, class Field>
  static void fields(Self& self, Field&& field) {
    field("source", self.source, std::size_t{200});
    field("at", self.at);
  }
  bool operator==(const OfCallSourceAt&) const = default;
};

// No call source of the agreement has signed it.
struct CallUnsigned : WithoutParameters {
  static constexpr const char* kCode = "call-unsigned";
};

// The number is none that this agent has on the roster.
struct CallOfAnother : WithoutParameters {
  static constexpr const char* kCode = "call-of-another";
};

// The source has said this before, or something later.
struct CallReplayed : OfCallSource {
  static constexpr const char* kCode = "call-replayed";
};

// It was signed longer ago than the source's word holds: it was held back on the way.
struct CallTooOld : OfCallSourceAt {
  static constexpr const char* kCode = "call-too-old";
};

// It says to be signed at a time that is still to come.
struct CallInFuture : OfCallSourceAt {
  static constexpr const char* kCode = "call-in-future";
};

// The call's beginning was not seen, and the source has not proven that it goes on.
struct CallUnderWay : WithoutParameters {
  static constexpr const char* kCode = "call-under-way";
};

// The source has not answered in time whether the call goes on.
struct CallUnanswered : OfCallSource {
  static constexpr const char* kCode = "call-unanswered";
};

// It has answered to something else than was asked.
struct CallAnswerOther : OfCallSource {
  static constexpr const char* kCode = "call-answer-other";
};

// Its answer does not know of what it has said already.
struct CallAnswerOld : OfCallSource {
  static constexpr const char* kCode = "call-answer-old";
};

// It has said something about the call that has not arrived.
struct CallWordMissing : OfCallSource {
  static constexpr const char* kCode = "call-word-missing";
};

// The customer waits.
struct CallHeld : WithoutParameters {
  static constexpr const char* kCode = "call-held";
};

// The telephone system asks for nothing to be kept, since card data is given.
struct CardPause : WithoutParameters {
  static constexpr const char* kCode = "card-pause";
};

// The agreement wants calls to be told of by a call source, and nothing that brings its word is connected.
struct NoCallCarrier : WithoutParameters {
  static constexpr const char* kCode = "no-call-carrier";
};

// What brings it is there, and reaches neither a centre nor a call source.
struct CallCarrierCutOff : WithoutParameters {
  static constexpr const char* kCode = "call-carrier-cut-off";
};

// The centre is reached, and does not reach the call source.
struct CallSourceSilent : OfCallSource {
  static constexpr const char* kCode = "call-source-silent";
};

// The agreement does not have agents say that the system did not help.
struct DidNotHelpNotAgreed : WithoutParameters {
  static constexpr const char* kCode = "did-not-help-not-agreed";
};

// The agreement keeps no events: nobody could read it.
struct NoEventsAgreed : WithoutParameters {
  static constexpr const char* kCode = "no-events-agreed";
};

// It is noted with the recording of a call, and no call is being recorded.
struct NoCallRecorded : WithoutParameters {
  static constexpr const char* kCode = "no-call-recorded";
};

// The agent has said the same a moment ago, and it is noted.
struct SaidJustNow : WithoutParameters {
  static constexpr const char* kCode = "said-just-now";
};

}  // namespace insyn::reason
