// Paths of files.
#pragma once

#include <filesystem>

namespace insyn {

using Path = std::filesystem::path;

}  // namespace insyn
