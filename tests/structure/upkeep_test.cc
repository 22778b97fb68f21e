#include "upkeep.h"

#include <gtest/gtest.h>

#include "small_tree.h"

namespace insyn::structure {
namespace {

// Files of more than 500 lines, and why.
const Exceptions kLongFiles = {};

// What makes or removes files by itself, and why.
const Exceptions kFileMakers = {
    {"src/recording/writer/recording_writer.cc", "removes the folder that it made, and its own journal"},
    {"src/recording/writer/not_begun.cc", "removes a recording that never began, under its lock"},
    {"src/cli/verbs/enrol.cc", "lets everybody read the enrolment's folder"}};

Faults made_elsewhere(const Path& root, int& seen) { return files_made_elsewhere(root, kFileMakers, seen); }

Faults too_long(const Path& root, int& seen) { return files_that_are_too_long(root, kLongFiles, seen); }

using Check = Faults (*)(const Path&, int&);

void expect_none(Check check, int at_least) {
  int seen = 0;
  for (const std::string& fault : check(INSYN_SOURCE_DIR, seen)) ADD_FAILURE() << fault;
  EXPECT_GT(seen, at_least) << "nothing was looked at";
}

TEST(Upkeep, EveryTestIsBuilt) { expect_none(&tests_that_nothing_builds, 60); }
TEST(Upkeep, AFileHasAtMost500Lines) { expect_none(&too_long, 300); }
TEST(Upkeep, FilesAreMadeByTheRoomOfTheOperatingSystem) { expect_none(&made_elsewhere, 200); }
TEST(Upkeep, NoNoteToOneselfIsLeft) { expect_none(&notes_to_oneself, 300); }
TEST(Upkeep, WordsForPeopleAreMadeInOneRoom) { expect_none(&words_out_of_place, 300); }
TEST(Upkeep, EveryPathInTheDocumentsExists) { expect_none(&paths_to_nothing, 40); }

TEST(Upkeep, EveryAttackInTheDocumentsHasATest) { expect_none(&attacks_without_a_test, 100); }

class SmallUpkeep : public SmallTree {};

TEST_F(SmallUpkeep, ATestThatNothingBuildsIsFound) {
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

TEST_F(SmallUpkeep, AFileThatIsTooLongIsFound) {
  std::string text;
  for (int line = 0; line < 500; ++line) text += "x\n";
  write("src/a.cc", text);
  EXPECT_EQ(faults(&files_that_are_too_long, {}), Faults());
  EXPECT_EQ(faults(&files_that_are_too_long, {{"src/a.cc", "made up"}}),
            (Faults{"src/a.cc: no longer needs to be an exception"}));
  write("src/a.cc", text + "x");
  EXPECT_EQ(faults(&files_that_are_too_long, {}), (Faults{"src/a.cc: 501 lines; split it at an idea"}));
  EXPECT_EQ(faults(&files_that_are_too_long, {{"src/a.cc", "made up"}}), Faults());
}

TEST_F(SmallUpkeep, AFileThatIsMadeElsewhereIsFound) {
  write("src/a.cc", "#include <fstream>\nstd::ofstream file(\"x\");\nremove_if();\n");
  write("src/b.cc", "std::filesystem::remove_all(x);\nopen(p, O_RDONLY);\nstd::filesystem::exists(p);\n");
  write("src/os/c.cc", "::open(p, O_CREAT);\n");
  write("src/d_test.cc", "std::ofstream x;\n");
  const auto found = [this](const Exceptions& others) { return faults(&files_made_elsewhere, others); };
  EXPECT_EQ(found({}), (Faults{"src/a.cc:2: ofstream: leave it to os/new_file.h",
                               "src/b.cc:1: filesystem::remove_all: leave it to os/new_file.h"}));
  EXPECT_EQ(found({{"src/a.cc", "made up"}, {"src/b.cc", "made up"}}), Faults());
  write("src/a.cc", "");
  EXPECT_EQ(found({{"src/a.cc", "made up"}, {"src/b.cc", "made up"}}),
            (Faults{"src/a.cc: no longer needs to be an exception"}));
}

TEST_F(SmallUpkeep, ANoteToOneselfIsFound) {
  write("src/a.cc",
        "mkdtemp(\"XXXX"
        "XX\")\n// XX"
        "X: later\n");
  write("docs/a.md",
        "TO"
        "DO\n");
  EXPECT_EQ(faults(&notes_to_oneself).size(), 2U);
}

TEST_F(SmallUpkeep, WordsOutOfPlaceAreFound) {
  write("src/tray/a.cc", "// på skärmen\nsay(\"på skärmen\");\nif (l == Language::kSwedish) f();\n");
  write("src/tray/b.cc", "switch (l) {\n  case words::Language::kEnglish:\n}\nf(Language::kEnglish);\n");
  write("src/words/a.cc", "say(\"på skärmen\", l == Language::kSwedish);\n");
  write("src/tray/a_test.cc", "say(\"på skärmen\");\n");
  EXPECT_EQ(faults(&words_out_of_place),
            (Faults{"src/tray/a.cc:2: belongs in src/words", "src/tray/a.cc:3: belongs in src/words",
                    "src/tray/b.cc:2: belongs in src/words"}));
}

TEST_F(SmallUpkeep, APathToNothingIsFound) {
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

TEST_F(SmallUpkeep, AnAttackWithoutATestIsFound) {
  write("tests/a_test.cc", "TEST_F(Suite, Holds) {\n");
  write("tests/CMakeLists.txt", "add_test(NAME linkage.recorder COMMAND x)\n");
  write("tests/leak/situations/popups.cc", "  {\"big_popup\", \"popups\", x},\n");
  write("docs/attacks.md",
        "| attack | what stands against it | test |\n|---|---|---|\n"
        "| a | b | `Suite.Holds`, `linkage.recorder`, `big_popup`, `tests/a_test.cc` |\n"
        "| a | b | |\n| a | b | `Suite.Holds`, `Suite.Gone` |\n");
  EXPECT_EQ(faults(&attacks_without_a_test),
            (Faults{"docs/attacks.md:4: names no test", "docs/attacks.md:5: there is no test Suite.Gone"}));
}

}  // namespace
}  // namespace insyn::structure
