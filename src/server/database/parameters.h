// Which parameters a statement has.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace insyn::server {

// The names behind a single ":", each once, in the order in which they first stand in `sql`; not in quoted
// texts and names.
std::vector<std::string> parameters_of(std::string_view sql);

}  // namespace insyn::server
