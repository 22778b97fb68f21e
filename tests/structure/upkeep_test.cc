#include "upkeep.h"

#include <gtest/gtest.h>

#include <fstream>

namespace insyn::structure {
namespace {

using Check = Faults (*)(const Path&, int&);

void expect_none(Check check, int at_least) {
  int seen = 0;
  for (const std::string& fault : check(INSYN_SOURCE_DIR, seen)) ADD_FAILURE() << fault;
  EXPECT_GT(seen, at_least) << "nothing was looked at";
}

TEST(Upkeep, EveryTestIsBuilt) { expect_none(&tests_that_nothing_builds, 60); }
TEST(Upkeep, AFileHasAtMost500Lines) { expect_none(&files_that_are_too_long, 300); }
TEST(Upkeep, NoNoteToOneselfIsLeft) { expect_none(&notes_to_oneself, 300); }
TEST(Upkeep, EveryPathInTheDocumentsExists) { expect_none(&paths_to_nothing, 40); }

// A repository of a few files, in which each of these checks has something to find.
class Small : public ::testing::Test {
 protected:
  Small() { write("docs/a.md", ""); }
  ~Small() override { std::filesystem::remove_all(root_); }

  void write(const std::string& file, const std::string& text) const {
    std::filesystem::create_directories((root_ / file).parent_path());
    std::ofstream(root_ / file) << text;
  }
  Faults faults(Check check) const {
    int seen = 0;
    return check(root_, seen);
  }

  Path root_ = std::filesystem::temp_directory_path() / ("insyn-structure-" + to_hex(random_bytes(8)));
};

TEST_F(Small, ATestThatNothingBuildsIsFound) {
  write("src/a/CMakeLists.txt", "insyn_test(a SOURCES a_test.cc b/d_test.cc)  # c_test.cc\n");
  for (const char* name : {"a_test.cc", "b/d_test.cc", "c_test.cc", "aa_test.cc", "d_test.cc"})
    write(std::string("src/a/") + name, "");
  EXPECT_EQ(faults(&tests_that_nothing_builds),
            (Faults{"src/a/aa_test.cc: src/a/CMakeLists.txt does not name it",
                    "src/a/c_test.cc: src/a/CMakeLists.txt does not name it",
                    "src/a/d_test.cc: src/a/CMakeLists.txt does not name it"}));
  write("tests/x_fuzzer.cc", "");
  EXPECT_EQ(faults(&tests_that_nothing_builds).size(), 4U);
}

TEST_F(Small, AFileThatIsTooLongIsFound) {
  std::string text;
  for (int line = 0; line < 500; ++line) text += "x\n";
  write("src/a.cc", text);
  EXPECT_EQ(faults(&files_that_are_too_long), Faults());
  write("src/a.cc", text + "x");
  EXPECT_EQ(faults(&files_that_are_too_long), (Faults{"src/a.cc: 501 lines; split it at an idea"}));
}

TEST_F(Small, ANoteToOneselfIsFound) {
  write("src/a.cc",
        "mkdtemp(\"XXXX"
        "XX\")\n// XX"
        "X: later\n");
  write("docs/a.md",
        "TO"
        "DO\n");
  EXPECT_EQ(faults(&notes_to_oneself).size(), 2U);
}

TEST_F(Small, APathToNothingIsFound) {
  write("src/a/a_test.cc", "");
  write("docs/b.md", "");
  write("docs/a.md",
        "`src/a`, `src/a/`, `src/a/a_test.cc`, `src/a/*_test.cc`, [b](b.md), [b](b.md#x), "
        "[c](https://c.example)\n"
        "`src/b`\n`src/a/*_fuzzer.cc`\n[c](c.md)\n`src/a/b.cc --x`\n");
  EXPECT_EQ(faults(&paths_to_nothing),
            (Faults{"docs/a.md:2: there is no src/b", "docs/a.md:3: there is no src/a/*_fuzzer.cc",
                    "docs/a.md:5: there is no src/a/b.cc", "docs/a.md:4: there is no docs/c.md"}));
}

}  // namespace
}  // namespace insyn::structure
