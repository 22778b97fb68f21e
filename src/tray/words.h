// What the tray says, in the desktop's language: Swedish or English.
#pragma once

#include <chrono>
#include <string>

#include "control/message.h"
#include "words/agreement.h"

namespace insyn::tray {

using words::Language;

// Of what is not a sentence of its own.
enum class Word {
  kPause,
  kResume,
  kDiscard,
  kDiscardQuestion,
  kDiscarded,
  kMyRecordings,
  kWhatApplies,
  kNow,
  kShortcut,
  kNoRecorder,
  kPauseTip,
  kResumeTip,
  kDate,
  kLength,
  kApplication,
  kWithheld,
  kKeptUntil,
  kOpenedBy,
  kNobodyYet,
  kNoPictures,
  kNone,
  kDiscardThis,
  kTold,
  kToldIntroduction,
  kRefused,
  kSign,
  kPlay,
  kPicture,
  kTime,
  kPlayThis,
  kKeyFile,
  kDiscardIt,
  kKeepIt,
};
std::string say(Word word, Language language);

// What the recorder does at this moment, in one line: "Spelar in Kundstöd".
std::string in_words(const control::State& state, Language language);
// A reason that the recorder gave, as far as this version knows it in the language.
std::string reason_in(const std::string& reason, Language language);
// "03:12", "1:03:12".
std::string clock_text(std::chrono::seconds elapsed);

}  // namespace insyn::tray
