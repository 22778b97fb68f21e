// The name of a file.
#pragma once

#include <filesystem>

namespace insyn {

using Path = std::filesystem::path;

}  // namespace insyn
