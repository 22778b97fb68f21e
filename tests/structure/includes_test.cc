#include "includes.h"

#include <gtest/gtest.h>

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
           Pair{"base/file.h", "\"seal/age.h\""},
           Pair{"base/file_test.cc", "\"agreement/note.h\""},
           Pair{"agreement/terms.cc", "\"seal/keys.h\""},
           Pair{"seal/age.cc", "\"track/writer.h\""},
           Pair{"track/writer.cc", "\"agreement/terms.h\""},
           Pair{"track/writer.cc", "\"track/export/png.h\""},
           Pair{"agreement/terms.cc", "\"recording/notes.h\""},
           Pair{"recording/verify.cc", "\"recorder/pipeline.h\""},
           Pair{"recorder/call_recorder.cc", "\"cli/console.h\""},
           Pair{"recorder/pipeline.cc", "\"track/export/export.h\""},
           Pair{"insight/engine.cc", "\"seal/age.h\""},
           Pair{"insight/engine.cc", "\"recording/notes.h\""},
           Pair{"insight/gate.cc", "\"insight/output/page.h\""},
           Pair{"link/upload.cc", "\"recorder/pipeline.h\""},
           Pair{"tray/window.cc", "\"link/upload.h\""},
           Pair{"server/vault.cc", "\"tray/window.h\""},
           Pair{"recorder/pipeline.cc", "\"server/vault.h\""},
       }) {
    EXPECT_NE(objection(pair.file, pair.include), "") << pair.file << " " << pair.include;
  }
}

TEST(Includes, ACaptureAndASealNeverMeetButInThePipeline) {
  for (const Pair& pair : {
           Pair{"recorder/capture/x11/surface.cc", "\"seal/age.h\""},
           Pair{"recorder/capture/x11/surface.cc", "\"recording/notes.h\""},
           Pair{"recorder/capture/capture.h", "\"recorder/pipeline.h\""},
           Pair{"recorder/capture/capture.h", "\"recorder/seal_stage.h\""},
           Pair{"recorder/seal_stage.h", "\"recorder/capture/capture.h\""},
           Pair{"recorder/seal_stage_test.cc", "\"recorder/capture/raw_frame.h\""},
           Pair{"recorder/track_stage.h", "\"recorder/capture/raw_frame.h\""},
           Pair{"recorder/permission.cc", "\"recorder/capture/capture.h\""},
           Pair{"recorder/scope/scope.cc", "\"seal/age.h\""},
           Pair{"recorder/new_stage.cc", "\"base/file.h\""},
       }) {
    EXPECT_NE(objection(pair.file, pair.include), "") << pair.file << " " << pair.include;
  }
  EXPECT_EQ(objection("recorder/pipeline.h", "\"recorder/capture/capture.h\""), "");
  EXPECT_EQ(objection("recorder/pipeline.h", "\"recorder/seal_stage.h\""), "");
}

TEST(Includes, BothPartiesKeysMeetInTheCommandLineAndTheTrayOnly) {
  for (const char* file : {"seal/age.cc", "recording/verify.cc", "recorder/seal_stage.cc",
                           "recorder/call_recorder.cc", "link/upload.cc", "server/vault.cc"}) {
    EXPECT_NE(objection(file, "\"seal/open_by_two.h\""), "") << file;
    EXPECT_NE(objection(file, "\"seal/opening.h\""), "") << file;
  }
  for (const char* file : {"cli/unlock.cc", "tray/window.cc", "seal/open_by_two_test.cc"}) {
    EXPECT_EQ(objection(file, "\"seal/open_by_two.h\""), "") << file;
  }
}

TEST(Includes, LibrariesAndTheSystemStayWhereTheyBelong) {
  for (const Pair& pair : {
           Pair{"track/writer.cc", "<unistd.h>"},
           Pair{"seal/age.cc", "<sys/stat.h>"},
           Pair{"recording/recording_writer_test.cc", "<sys/resource.h>"},
           Pair{"cli/console.cc", "<csignal>"},
           Pair{"recorder/pipeline.cc", "<poll.h>"},
           Pair{"recorder/scope/scope.cc", "<xcb/xcb.h>"},
           Pair{"base/file.h", "<X11/Xlib.h>"},
           Pair{"agreement/zone.cc", "<windows.h>"},
           Pair{"cli/table.cc", "<QString>"},
           Pair{"track/reader.cc", "<libavcodec/avcodec.h>"},
           Pair{"recorder/pipeline.cc", "<libswscale/swscale.h>"},
           Pair{"recording/notes.cc", "<nlohmann/json.hpp>"},
           Pair{"base/file.cc", "<unknown/library.h>"},
           Pair{"base/file.cc", "<stdio.h>"},
           Pair{"base/file.cc", "\"file.h\""},
       }) {
    EXPECT_NE(objection(pair.file, pair.include), "") << pair.file << " " << pair.include;
  }
  for (const Pair& pair : {
           Pair{"base/file_posix.cc", "<unistd.h>"},
           Pair{"recorder/capture/x11/connection.cc", "<poll.h>"},
           Pair{"tray/window.cc", "<QString>"},
           Pair{"track/export/av.cc", "<libavutil/opt.h>"},
           Pair{"seal/age.cc", "<algorithm>"},
       }) {
    EXPECT_EQ(objection(pair.file, pair.include), "") << pair.file << " " << pair.include;
  }
}

}  // namespace
}  // namespace insyn::structure
