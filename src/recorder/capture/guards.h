// The guards that keep foreign pixels out, by name, so that a test can switch one off and check that a leak
// test (tests/leak) then fails. In the product there is no such switch: guard_on() is the constant true.
#pragma once

#ifdef INSYN_GUARD_SWITCHES
#include <cstdlib>
#include <string>
#endif

namespace insyn::recorder {

enum class Guard {
  kScrub,            // a new pixmap is filled with one colour before anything is read
  kScrubSeen,        // where that colour still shows nothing was drawn
  kUndrawn,          // what the application has not drawn since is withheld
  kDrain,            // events from before a read are handled before it is decided on
  kSettled,          // pixels read while the structure changed are thrown away
  kForeignInside,    // a window of somebody else's inside withholds the surface
  kForeignLeft,      // when it has gone the surface begins anew
  kOwnBackground,    // a window whose background may be its parent's picture is withheld
  kProgramEachRead,  // the process lives and runs the agreed program, asked anew for each read
  kServerSaysWho,    // a window's process is the server's word, not the window's
  kPopupOwner,       // a popup is in scope by its own process, not by where it opens
  kSessionShown,     // nothing is read while the screen is locked or shows another session
  kMarked,           // nothing is read of what the screen does not show to be recorded
  kPopupSmall,       // a popup is recorded under its window's mark only while it is small, near and new
  kPopupClass,       // a popup without a class is its own process's where one is agreed
  kLit,              // only what a monitor shows counts as shown by the screen
  kMargin,           // what a window says to be its shadow is not read
};

#ifdef INSYN_GUARD_SWITCHES
constexpr const char* name_of(Guard guard) {
  constexpr const char* kNames[] = {"scrub",
                                    "scrub-seen",
                                    "undrawn",
                                    "drain",
                                    "settled",
                                    "foreign-inside",
                                    "foreign-left",
                                    "own-background",
                                    "program-each-read",
                                    "server-says-who",
                                    "popup-owner",
                                    "session-shown",
                                    "marked",
                                    "popup-small",
                                    "popup-class",
                                    "lit",
                                    "margin"};
  return kNames[static_cast<int>(guard)];
}
inline bool guard_on(Guard guard) {
  const char* off = std::getenv("INSYN_GUARDS_OFF");
  if (off == nullptr) return true;
  // Several are parted by commas.
  const std::string all = std::string(",") + off + ",";
  return all.find(std::string(",") + name_of(guard) + ",") == std::string::npos;
}
#else
constexpr bool guard_on(Guard) { return true; }
#endif

}  // namespace insyn::recorder
