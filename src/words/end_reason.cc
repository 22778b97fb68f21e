#include "words/end_reason.h"

namespace insyn::words {
namespace {

using reason::EndReason;

std::string in_english(EndReason reason) {
  switch (reason) {
    case EndReason::kStopped:
      return "it was stopped, by the person or by the system";
    case EndReason::kTimeIsUp:
      return "it was as long as had been asked for";
    case EndReason::kLongestCall:
      return "it was as long as the agreement allows (max_minutes)";
    case EndReason::kAgreementEnded:
      return "the agreement no longer allowed it: its period or its hours had ended, or it was withdrawn";
    case EndReason::kDisplayLost:
      return "the display was lost";
    case EndReason::kDiskFull:
      return "the disk was full";
    case EndReason::kCallEnded:
      return "the call had ended";
    case EndReason::kCallLost:
      return "nobody could tell any more whether the call went on";
    case EndReason::kClockSetBack:
      return "the clock was set back, so that nobody could tell what the agreement allowed";
    case EndReason::kComputerSlept:
      return "the computer went to sleep";
    case EndReason::kFault:
      return "a fault kept the recorder from going on";
  }
  return "";
}

std::string in_swedish(EndReason reason) {
  switch (reason) {
    case EndReason::kStopped:
      return "den stoppades, av användaren eller av systemet";
    case EndReason::kTimeIsUp:
      return "den var så lång som hade begärts";
    case EndReason::kLongestCall:
      return "den var så lång som avtalet tillåter (max_minutes)";
    case EndReason::kAgreementEnded:
      return "avtalet tillät den inte längre: perioden eller tiderna var slut, eller avtalet återkallades";
    case EndReason::kDisplayLost:
      return "förbindelsen med skärmen bröts";
    case EndReason::kDiskFull:
      return "disken var full";
    case EndReason::kCallEnded:
      return "samtalet var slut";
    case EndReason::kCallLost:
      return "ingen kunde längre säga om samtalet pågick";
    case EndReason::kClockSetBack:
      return "klockan ställdes tillbaka, så att ingen kunde säga vad avtalet tillät";
    case EndReason::kComputerSlept:
      return "datorn försattes i viloläge";
    case EndReason::kFault:
      return "ett fel hindrade inspelaren från att fortsätta";
  }
  return "";
}

}  // namespace

std::string say(EndReason reason, Language language) {
  return language == Language::kSwedish ? in_swedish(reason) : in_english(reason);
}

}  // namespace insyn::words
