#include "includes.h"

#include <gtest/gtest.h>

#include "small_tree.h"

namespace insyn::structure {
namespace {

TEST(Includes, PointOneWay) {
  int seen = 0;
  for (const std::string& fault : wrong_includes(INSYN_SOURCE_DIR, seen)) ADD_FAILURE() << fault;
  EXPECT_GT(seen, 500) << "the includes are not found";
}

struct Pair {
  const char* file;
  const char* include;
};

TEST(Includes, WhatPointsTheOtherWayIsRefused) {
  for (const Pair& pair : {
           Pair{"os/file.h", "\"seal/age.h\""},
           Pair{"base/file_test.cc", "\"agreement/note.h\""},
           Pair{"agreement/terms.cc", "\"seal/keys.h\""},
           Pair{"seal/age.cc", "\"track/writer.h\""},
           Pair{"track/codec/writer.cc", "\"agreement/terms.h\""},
           Pair{"track/codec/writer.cc", "\"track/export/png.h\""},
           Pair{"agreement/terms.cc", "\"recording/format/closing_note.h\""},
           Pair{"recording/verify/verify.cc", "\"recorder/stages/pipeline.h\""},
           Pair{"recorder/call/call_recorder.cc", "\"cli/console.h\""},
           Pair{"recorder/stages/pipeline.cc", "\"track/export/export.h\""},
           Pair{"insight/findings/engine.cc", "\"seal/age.h\""},
           Pair{"insight/findings/engine.cc", "\"recording/format/closing_note.h\""},
           Pair{"insight/disclosure/gate.cc", "\"insight/output/page.h\""},
           Pair{"link/upload.cc", "\"recorder/stages/pipeline.h\""},
           Pair{"tray/window.cc", "\"link/upload.h\""},
           Pair{"server/vault.cc", "\"tray/window.h\""},
           Pair{"recorder/stages/pipeline.cc", "\"server/vault.h\""},
       }) {
    EXPECT_NE(objection(pair.file, pair.include), "") << pair.file << " " << pair.include;
  }
}

TEST(Includes, ACaptureAndASealNeverMeetButInThePipeline) {
  for (const Pair& pair : {
           Pair{"recorder/capture/x11/surface.cc", "\"seal/age.h\""},
           Pair{"recorder/capture/x11/surface.cc", "\"recording/format/closing_note.h\""},
           Pair{"recorder/capture/capture.h", "\"recorder/stages/pipeline.h\""},
           Pair{"recorder/capture/capture.h", "\"recorder/stages/seal_stage.h\""},
           Pair{"recorder/stages/seal_stage.h", "\"recorder/capture/capture.h\""},
           Pair{"recorder/stages/seal_stage_test.cc", "\"recorder/capture/raw_frame.h\""},
           Pair{"recorder/stages/track_stage.h", "\"recorder/capture/raw_frame.h\""},
           Pair{"recorder/call/permission.cc", "\"recorder/capture/capture.h\""},
           Pair{"recorder/stages/scope.cc", "\"seal/age.h\""},
           Pair{"recorder/stages/new_stage.cc", "\"os/file.h\""},
       }) {
    EXPECT_NE(objection(pair.file, pair.include), "") << pair.file << " " << pair.include;
  }
  EXPECT_EQ(objection("recorder/stages/pipeline.h", "\"recorder/capture/capture.h\""), "");
  EXPECT_EQ(objection("recorder/stages/pipeline.h", "\"recorder/stages/seal_stage.h\""), "");
}

TEST(Includes, WhatRecordsACallKnowsNoBackEnd) {
  for (const char* file : {"recorder/capture/capture.h", "recorder/stages/scope.cc",
                           "recorder/call/call_recorder.cc", "recorder/service/service.cc"}) {
    for (const char* include :
         {"\"recorder/capture/x11/x11_backend.h\"", "\"recorder/capture/x11/connection.h\"",
          "\"recorder/capture/scripted/scripted_backend.h\"", "<xcb/xcb.h>"}) {
      EXPECT_NE(objection(file, include), "") << file << " " << include;
    }
  }
  EXPECT_EQ(objection("programs/insyn_recorder.cc", "\"recorder/capture/x11/x11_backend.h\""), "");
}

TEST(Includes, BothPartiesKeysMeetInTheCommandLineAndTheTrayOnly) {
  for (const char* file : {"seal/age.cc", "recording/verify/verify.cc", "recorder/stages/seal_stage.cc",
                           "recorder/call/call_recorder.cc", "link/upload.cc", "server/vault.cc"}) {
    EXPECT_NE(objection(file, "\"seal/open/open_recording_key.h\""), "") << file;
    EXPECT_NE(objection(file, "\"seal/open/opening.h\""), "") << file;
  }
  for (const char* file : {"cli/verbs/unlock.cc", "tray/window.cc", "seal/open/open_recording_key_test.cc"}) {
    EXPECT_EQ(objection(file, "\"seal/open/open_recording_key.h\""), "") << file;
  }
}

// What includes seal/open or recording/open can open a recording, and enrolment/open reads the keys.
// recording/testing is for tests; fleet has the keys of companies that it has made up, and no others.
TEST(Includes, OnlyTheCommandLineTheTrayAndTheUnionsRoomMayOpenRecordings) {
  const auto may_open = [](const std::string& room) {
    return room == "recording/open" || room == "enrolment/open" || room == "roster/open" ||
           room == "recording/testing" || room == "recording/peel" || room == "tray" ||
           room.starts_with("tray/") || room.starts_with("cli/") || room == "fleet" || room == "room";
  };
  for (const char* opening : {"seal/open", "recording/open", "enrolment/open"}) {
    const std::vector<std::string> rooms = rooms_that_may_include(opening);
    EXPECT_GE(rooms.size(), 2U);
    for (const std::string& room : rooms) EXPECT_TRUE(may_open(room)) << room << " may include " << opening;
  }
}

TEST(Includes, ProgramsIncludeNothingThatIsMadeForTests) {
  for (const Pair& pair : {
           Pair{"recorder/stages/scope.cc", "\"recorder/capture/testing.h\""},
           Pair{"recorder/capture/capture.h", "\"recorder/capture/testing.h\""},
           Pair{"recorder/capture/x11/surface.cc", "\"recorder/capture/scripted/scripted_capture.h\""},
           Pair{"recorder/call/call_recorder.cc", "\"recorder/call/testing_clock.h\""},
           Pair{"recording/store/recording.cc", "\"recording/testing.h\""},
           Pair{"track/codec/writer.cc", "\"track/codec/testing_vectors.h\""},
       }) {
    EXPECT_NE(objection(pair.file, pair.include), "") << pair.file << " " << pair.include;
  }
}

TEST(Includes, LibrariesAndTheSystemStayWhereTheyBelong) {
  for (const Pair& pair : {
           Pair{"track/codec/writer.cc", "<unistd.h>"},
           Pair{"seal/age.cc", "<sys/stat.h>"},
           Pair{"recording/writer/recording_writer_test.cc", "<sys/resource.h>"},
           Pair{"cli/console.cc", "<csignal>"},
           Pair{"recorder/stages/pipeline.cc", "<poll.h>"},
           Pair{"recorder/stages/scope.cc", "<xcb/xcb.h>"},
           Pair{"os/file.h", "<X11/Xlib.h>"},
           Pair{"agreement/zone.cc", "<windows.h>"},
           Pair{"cli/table.cc", "<QString>"},
           Pair{"track/codec/reader.cc", "<libavcodec/avcodec.h>"},
           Pair{"recorder/stages/pipeline.cc", "<libswscale/swscale.h>"},
           Pair{"recording/format/closing_note.cc", "<nlohmann/json.hpp>"},
           Pair{"os/file.cc", "<unknown/library.h>"},
           Pair{"os/file.cc", "<stdio.h>"},
           Pair{"os/file.cc", "\"file.h\""},
       }) {
    EXPECT_NE(objection(pair.file, pair.include), "") << pair.file << " " << pair.include;
  }
  for (const Pair& pair : {
           Pair{"os/posix/file.cc", "<unistd.h>"},
           Pair{"recorder/capture/x11/connection.cc", "<poll.h>"},
           Pair{"tray/window.cc", "<QString>"},
           Pair{"track/export/av.cc", "<libavutil/opt.h>"},
           Pair{"seal/age.cc", "<algorithm>"},
       }) {
    EXPECT_EQ(objection(pair.file, pair.include), "") << pair.file << " " << pair.include;
  }
}

class IncludesOf : public SmallTree {};

TEST_F(IncludesOf, ThatPointTheOtherWayAreFound) {
  write("src/seal/age.cc", "#include <vector>\n#include \"seal/age.h\"\n#include \"track/codec/writer.h\"\n");
  write("src/base/room.h", "# include <unistd.h>\n");
  write("src/attic/box.cc", "#include \"base/bytes.h\"\n");
  EXPECT_EQ(faults(&wrong_includes),
            (Faults{"src/attic/box.cc:1: the file is in no row of tests/structure/may_include.cc",
                    "src/base/room.h:1: <unistd.h> does not belong in base",
                    "src/seal/age.cc:3: seal may not include track/codec"}));
}

}  // namespace
}  // namespace insyn::structure
