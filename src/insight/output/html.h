// Text that becomes part of a page.
#pragma once

#include <string>
#include <string_view>

namespace insyn::insight {

// As text or as the value of an attribute in HTML, SVG and XML. Names come from outside.
std::string escaped(std::string_view text);

}  // namespace insyn::insight
