// Which version of Insyn this is.
#pragma once

#include <string_view>

namespace insyn {

// "0.1.0".
std::string_view version();

}  // namespace insyn
