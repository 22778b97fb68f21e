// Which libraries' headers belong to which rooms of src/.
#pragma once

#include <string>
#include <vector>

namespace insyn::structure {

// Headers that begin like this belong to these rooms.
struct Library {
  std::vector<std::string> headers;
  std::vector<std::string> rooms;
};
const std::vector<Library>& libraries();

}  // namespace insyn::structure
