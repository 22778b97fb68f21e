#include "words/call_event.h"

namespace insyn::words {
namespace {

using calls::Event;

std::string event_in_english(Event event) {
  switch (event) {
    case Event::kBegin:
      return "the call began";
    case Event::kHold:
      return "the customer was put on hold";
    case Event::kResume:
      return "the hold was over";
    case Event::kEnd:
      return "the call ended";
    case Event::kPause:
      return "a pause for card data began";
    case Event::kUnpause:
      return "the pause for card data was over";
  }
  return "";
}

std::string event_in_swedish(Event event) {
  switch (event) {
    case Event::kBegin:
      return "samtalet började";
    case Event::kHold:
      return "samtalet parkerades";
    case Event::kResume:
      return "parkeringen var slut";
    case Event::kEnd:
      return "samtalet avslutades";
    case Event::kPause:
      return "en paus för kortuppgifter började";
    case Event::kUnpause:
      return "pausen för kortuppgifter var slut";
  }
  return "";
}

}  // namespace

std::string say(calls::Event event, Language language) {
  return language == Language::kSwedish ? event_in_swedish(event) : event_in_english(event);
}

}  // namespace insyn::words
