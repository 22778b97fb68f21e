// Names under which telephone systems give what no source may read.
#pragma once

#include <string_view>

namespace insyn::calls {

// Whether what stands under this name, in any of its parts, is a caller's number or name, or what was
// dialled.
bool is_private_name(std::string_view name);

}  // namespace insyn::calls
