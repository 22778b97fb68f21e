// Sentences for reasons about calls that a telephone system tells about, a part of words/reason.h's.
#pragma once

#include <string>

#include "reason/call_reason.h"

namespace insyn::words {

struct CallEnglish {
  std::string operator()(const reason::CallUnsigned& why) const;
  std::string operator()(const reason::CallOfAnother& why) const;
  std::string operator()(const reason::CallReplayed& why) const;
  std::string operator()(const reason::CallTooOld& why) const;
  std::string operator()(const reason::CallInFuture& why) const;
  std::string operator()(const reason::CallUnderWay& why) const;
  std::string operator()(const reason::CallUnanswered& why) const;
  std::string operator()(const reason::CallAnswerOther& why) const;
  std::string operator()(const reason::CallAnswerOld& why) const;
  std::string operator()(const reason::CallWordMissing& why) const;
  std::string operator()(const reason::CallHeld& why) const;
  std::string operator()(const reason::CardPause& why) const;
  std::string operator()(const reason::NoCallCarrier& why) const;
  std::string operator()(const reason::CallCarrierCutOff& why) const;
  std::string operator()(const reason::CallSourceSilent& why) const;
  std::string operator()(const reason::DidNotHelpNotAgreed& why) const;
  std::string operator()(const reason::NoEventsAgreed& why) const;
  std::string operator()(const reason::NoCallRecorded& why) const;
  std::string operator()(const reason::SaidJustNow& why) const;
};

struct CallSwedish {
  std::string operator()(const reason::CallUnsigned& why) const;
  std::string operator()(const reason::CallOfAnother& why) const;
  std::string operator()(const reason::CallReplayed& why) const;
  std::string operator()(const reason::CallTooOld& why) const;
  std::string operator()(const reason::CallInFuture& why) const;
  std::string operator()(const reason::CallUnderWay& why) const;
  std::string operator()(const reason::CallUnanswered& why) const;
  std::string operator()(const reason::CallAnswerOther& why) const;
  std::string operator()(const reason::CallAnswerOld& why) const;
  std::string operator()(const reason::CallWordMissing& why) const;
  std::string operator()(const reason::CallHeld& why) const;
  std::string operator()(const reason::CardPause& why) const;
  std::string operator()(const reason::NoCallCarrier& why) const;
  std::string operator()(const reason::CallCarrierCutOff& why) const;
  std::string operator()(const reason::CallSourceSilent& why) const;
  std::string operator()(const reason::DidNotHelpNotAgreed& why) const;
  std::string operator()(const reason::NoEventsAgreed& why) const;
  std::string operator()(const reason::NoCallRecorded& why) const;
  std::string operator()(const reason::SaidJustNow& why) const;
};

}  // namespace insyn::words
