// How many files and connections this process may have open at once.
#pragma once

#include <cstddef>

namespace insyn {

// Lets this process have as many as the system allows it, and returns how many that are.
std::size_t raise_open_files();

}  // namespace insyn
