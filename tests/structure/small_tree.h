// A repository of a few files, made up so that a check of the structure has something to find.
#pragma once

#include <gtest/gtest.h>

#include <fstream>

#include "tree.h"

namespace insyn::structure {

class SmallTree : public ::testing::Test {
 protected:
  SmallTree() { write("docs/a.md", ""); }
  ~SmallTree() override { std::filesystem::remove_all(root_); }

  void write(const std::string& file, const std::string& text) const {
    std::filesystem::create_directories((root_ / file).parent_path());
    std::ofstream(root_ / file) << text;
  }
  template <class Check>
  Faults faults(const Check& check) const {
    int seen = 0;
    return check(root_, seen);
  }
  template <class Check>
  Faults faults(const Check& check, const Exceptions& exceptions) const {
    int seen = 0;
    return check(root_, exceptions, seen);
  }

  Path root_ = std::filesystem::temp_directory_path() / ("insyn-structure-" + to_hex(random_bytes(8)));
};

}  // namespace insyn::structure
