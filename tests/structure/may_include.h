// Which room of src/ may include which: one table.
#pragma once

#include <string>
#include <vector>

namespace insyn::structure {

// A room of src/: a folder, or a file by its name without ending. The longest name that fits a file is its
// room.
struct Room {
  std::string name;
  std::vector<std::string> may_include;     // besides itself
  std::vector<std::string> tests_may_also;  // its *_test.cc, *_fuzzer.cc and testing.h
};

// Each room once.
const std::vector<Room>& rooms();

}  // namespace insyn::structure
