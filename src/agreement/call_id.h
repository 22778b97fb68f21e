// When two texts are the id of one call.
#pragma once

#include <string>
#include <string_view>

namespace insyn::agreement {

// What is compared: without white space at the ends, one space for each run of it within, and small letters
// for A to Z. Nothing else of a text is changed, because ids of different calls may differ in anything else.
std::string normalised_call_id(std::string_view id);

// Whether two normalised ids differ only in a short ending, which one of them may lack: a character that is
// neither letter nor digit, and one to three letters or digits. "4711", "4711-1" and "4711-2" may be one
// call.
bool may_be_one_call(std::string_view a, std::string_view b);

}  // namespace insyn::agreement
