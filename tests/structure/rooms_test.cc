#include "rooms.h"

#include <gtest/gtest.h>

#include "small_tree.h"

namespace insyn::structure {
namespace {

// Sources without a header of their own.
const Exceptions kWithoutHeader = {
    {"src/programs/insyn.cc", "a main"},
    {"src/programs/insyn_audio.cc", "a main"},
    {"src/programs/insyn_export.cc", "a main"},
    {"src/programs/insyn_recorder.cc", "a main"},
    {"src/programs/insyn_report.cc", "a main"},
    {"src/programs/insyn_calls.cc", "a main"},
    {"src/programs/insyn_softphone.cc", "a main"},
    {"src/programs/insyn_insight.cc", "a main"},
    {"src/programs/insyn_room.cc", "a main"},
    {"src/programs/insyn_server.cc", "a main"},
    {"src/programs/insyn_fleet.cc", "a main"},
    {"src/programs/insyn_link.cc", "a main"},
    {"src/programs/insyn_witness.cc", "a main"},
    {"src/programs/insyn_signer.cc", "a main"},
    {"src/programs/insyn_tray.cc", "a main"},
    {"src/insight/sim/sim_main.cc", "a main"},
    {"src/track/export/export_tool.cc", "a main, for tests"},
    {"src/words/agreement_en.cc", "a language's texts for agreement_parts.h"},
    {"src/words/agreement_sv.cc", "a language's texts for agreement_parts.h"},
    {"src/words/documents_en.cc", "a language's texts for documents_parts.h"},
    {"src/words/documents_sv.cc", "a language's texts for documents_parts.h"},
    {"src/words/report_en.cc", "a language's texts for report.h"},
    {"src/words/report_sv.cc", "a language's texts for report.h"},
};

// Rooms that do not make exactly one library.
const Exceptions kOtherTargets = {
    {"src/programs", "makes the programs, one executable each"},
    {"src/enrolment", "the recorder's sandbox rules are apart: who only loads keys links no sandbox"},
    {"src/insight/register", "what reads its notes is apart: a server links nothing that makes reports"},
    {"src/words",
     "parts by what they are made from: whoever says a reason links neither agreements nor notes"},
    {"src/server/memory", "its objects go into a program as they are: nothing asks a library for them"},
    {"src/tray", "its player and its list of recordings are tested without Qt's widgets"},
    {"src/tray/border", "its library is made in src/tray"},
    {"src/tray/shortcut", "its library is made in src/tray"},
};

template <class Check>
void expect_none(const Check& check, int at_least) {
  int seen = 0;
  for (const std::string& fault : check(INSYN_SOURCE_DIR, seen)) ADD_FAILURE() << fault;
  EXPECT_GT(seen, at_least) << "nothing was looked at";
}

TEST(Rooms, ASourceHasAHeaderOfItsOwn) {
  expect_none([](const Path& root, int& seen) { return sources_without_header(root, kWithoutHeader, seen); },
              150);
}
TEST(Rooms, ARoomIsOneLibrary) {
  expect_none([](const Path& root, int& seen) { return rooms_without_library(root, kOtherTargets, seen); },
              25);
}
TEST(Rooms, ASourceIsCompiledOnce) { expect_none(&sources_not_compiled_once, 150); }
TEST(Rooms, ARoomHasARowOfIncludes) { expect_none(&rooms_without_row, 30); }
TEST(Rooms, TheDocumentListsThem) { expect_none(&rooms_not_documented, 30); }

class SmallRooms : public SmallTree {};

TEST_F(SmallRooms, AreTheFoldersThatHoldSources) {
  for (const char* file : {"src/os/file.h", "src/os/posix/file.cc", "src/os/linux/event_loop.cc",
                           "src/a/b/c.h", "src/a/CMakeLists.txt", "src/d/testing.h", "src/d/corpus/e.h"})
    write(file, "");
  EXPECT_EQ(rooms_in(root_), (std::vector<std::string>{"src/a/b", "src/os"}));
}

TEST_F(SmallRooms, ASourceWithoutAHeaderIsFound) {
  for (const char* file : {"src/a/a.cc", "src/a/a.h", "src/a/b.cc", "src/a/main.cc", "src/a/a_test.cc",
                           "src/os/file.h", "src/os/posix/file.cc", "src/os/posix/lost.cc"})
    write(file, "");
  EXPECT_EQ(faults(&sources_without_header, {{"src/a/main.cc", "a main"}, {"src/a/a.cc", "none"}}),
            (Faults{"src/a/b.cc: has no header of its own", "src/os/posix/lost.cc: has no header of its own",
                    "src/a/a.cc: no longer needs to be an exception"}));
}

TEST_F(SmallRooms, ARoomThatIsNoLibraryOrSeveralIsFound) {
  for (const char* file : {"src/a/a.cc", "src/b/b.cc", "src/c/c.cc", "src/d/d.cc", "src/e/e.h"})
    write(file, "");
  write("src/a/CMakeLists.txt", "insyn_library(a SOURCES a.cc)\n# insyn_library(more SOURCES a.cc)\n");
  write("src/b/CMakeLists.txt", "insyn_library(b SOURCES b.cc)\ninsyn_library(more SOURCES b.cc)\n");
  write("src/c/CMakeLists.txt", "add_executable(c c.cc)\n");
  EXPECT_EQ(faults(&rooms_without_library, {{"src/c", "a program"}}),
            (Faults{"src/b: its CMakeLists.txt does not make one library",
                    "src/d: its CMakeLists.txt does not make one library"}));
}

TEST_F(SmallRooms, ASourceThatIsCompiledTwiceOrNeverIsFound) {
  for (const char* file : {"src/a/a.cc", "src/a/twice.cc", "src/a/never.cc", "src/b/b.cc"}) write(file, "");
  write("src/a/CMakeLists.txt",
        "insyn_library(a\n  SOURCES a.cc twice.cc)  # never.cc\n"
        "set_source_files_properties(a.cc PROPERTIES X Y)\n");
  write("src/b/CMakeLists.txt", "insyn_library(b SOURCES b.cc ../a/twice.cc)\n");
  EXPECT_EQ(faults(&sources_not_compiled_once),
            (Faults{"src/a/never.cc: compiled 0 times", "src/a/twice.cc: compiled 2 times"}));
}

TEST_F(SmallRooms, ARoomWithoutARowIsFound) {
  for (const char* file : {"src/base/bytes.h", "src/recorder/stages/scope.h", "src/tray/attic/box.h"})
    write(file, "");
  EXPECT_EQ(faults(&rooms_without_row),
            (Faults{"src/tray/attic: has no row in tests/structure/may_include.cc"}));
}

TEST_F(SmallRooms, ADocumentThatListsOtherRoomsIsFound) {
  write("src/a/a.h", "");
  write("src/b/b.h", "");
  write("docs/architecture.md", "| room | what |\n|---|---|\n| `src/a` | a |\n| `src/c` | `src/b` |\n");
  EXPECT_EQ(faults(&rooms_not_documented), (Faults{"src/b: is not in docs/architecture.md",
                                                   "src/c: is in docs/architecture.md and does not exist"}));
}

}  // namespace
}  // namespace insyn::structure
