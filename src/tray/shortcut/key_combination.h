// A key with modifiers, as people write it: "Ctrl+Alt+P".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace insyn::tray {

struct KeyCombination {
  bool control = false, alt = false, shift = false, super = false;
  std::uint32_t symbol = 0;  // an X keysym: that of the small letter, of the digit or of the key's name
  std::string name;          // in one spelling: "Ctrl+Alt+P"
  bool operator==(const KeyCombination&) const = default;
};

// Of Ctrl, Alt, Shift and Super, in any order and case, and last a letter (A to Z), a digit, F1 to F24, or
// Pause, ScrollLock, Print, Insert, Home, End, PageUp, PageDown or Space. kPermanent for anything else, and
// for what is typed in ordinary text: a letter, a digit or Space without Ctrl, Alt or Super.
Result<KeyCombination> parse_key_combination(std::string_view text);

// What pauses where nothing else is set: Ctrl+Alt+P.
KeyCombination usual_pause_key();
// What says that the system did not help: Ctrl+Alt+H.
KeyCombination usual_did_not_help_key();

}  // namespace insyn::tray
