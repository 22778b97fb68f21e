// What whoever watches calls reads (insyn calls).
#pragma once

#include <string>

#include "control/message.h"
#include "words/language.h"

namespace insyn::words {

// What stands above the sources of an agreement, and in their place where it names none.
std::string heading_of_sources(Language language);
std::string without_sources(Language language);
// Since when a source is heard, or is not and why, for a table.
std::string say_how_heard(const control::CallNews& source, Language language);
// One line. Empty of control::AllPresent.
std::string say(const control::CallNews& news, Language language);
// What the recorder has made of it since `before`, a line for each change; none where nothing has changed
// that concerns a call.
std::vector<std::string> say_change(const control::State& before, const control::State& now,
                                    Language language);

}  // namespace insyn::words
