// When two texts are the id of one call.
#pragma once

#include <string>
#include <string_view>

namespace insyn::agreement {

// What is compared: without white space at the ends, one space for each run of it within, and small letters
// for A to Z. Nothing else of a text is changed, because ids of different calls may differ in anything else.
std::string normalised_call_id(std::string_view id);

}  // namespace insyn::agreement
