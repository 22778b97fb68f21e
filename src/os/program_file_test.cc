#include "os/program_file.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "os/running_program.h"
#include "os/wrapper_script.h"

namespace insyn {
namespace {

using std::filesystem::perms;

class ProgramFileTest : public testing::Test {
 protected:
  ProgramFileTest() { std::filesystem::create_directory(folder_); }
  ~ProgramFileTest() override { std::filesystem::remove_all(folder_); }
  Path write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name) << text;
    std::filesystem::permissions(folder_ / name, perms::owner_all);
    return folder_ / name;
  }
  Path folder_ = std::filesystem::canonical(std::filesystem::temp_directory_path()) /
                 ("insyn-program-" + to_hex(random_bytes(8)));
};

TEST_F(ProgramFileTest, IsHashedFromTheHandleWhateverTakesItsPlace) {
  const Path program = write("program", "as agreed");
  const ProgramFile held = std::move(*ProgramFile::find(program).file);
  write("other", "something else");
  std::filesystem::rename(folder_ / "other", program);
  EXPECT_EQ(held.hash().value(), sha256(view_of("as agreed")));
  const ProgramFile now = std::move(*ProgramFile::find(program).file);
  EXPECT_EQ(now.hash().value(), sha256(view_of("something else")));
  EXPECT_FALSE(held.identity() == now.identity());
}

TEST_F(ProgramFileTest, WhatIsWrittenIntoItChangesTheHash) {
  const Path program = write("program", "as agreed");
  const ProgramFile held = std::move(*ProgramFile::find(program).file);
  EXPECT_EQ(held.hash().value(), held.hash().value());
  write("program", "as_agreed");
  EXPECT_EQ(held.hash().value(), sha256(view_of("as_agreed")));
}

// Only root can give a file away.
TEST_F(ProgramFileTest, AFileOfAnotherUsersIsRefused) {
  if (::getuid() != 0) GTEST_SKIP() << "takes root";
  const Path program = write("program", "x");
  ASSERT_EQ(::chown(program.c_str(), 65534, 65534), 0);
  const ProgramFile::Found found = ProgramFile::find(program);
  ASSERT_TRUE(found.fault);
  EXPECT_EQ(found.fault->kind, ProgramFault::kWritable);
}

TEST_F(ProgramFileTest, AFolderWithTheStickyBitFurtherUpIsNobodysToChange) {
  std::filesystem::create_directories(folder_ / "shared" / "mine");
  const Path program = write("shared/mine/program", "x");
  std::filesystem::permissions(folder_ / "shared", perms::all | perms::sticky_bit);
  EXPECT_TRUE(ProgramFile::find(program).file);
  const Path beside = write("shared/program", "x");
  EXPECT_TRUE(ProgramFile::find(beside).fault) << "whoever comes first makes it";
}

TEST_F(ProgramFileTest, APipeIsNoProgramAndIsNotWaitedFor) {
  ASSERT_EQ(::mkfifo((folder_ / "pipe").c_str(), 0700), 0);
  EXPECT_TRUE(ProgramFile::find(folder_ / "pipe").fault);
}

TEST_F(ProgramFileTest, WhatAWrapperStartsIsToldWhereItCanBe) {
  const Path program = write("program",
                             "\x7f"
                             "ELF");
  const std::string where = folder_.string();
  for (const std::string& script : {
           "#!/bin/sh\nexec " + program.string() + " 24 24\n",
           "#!/bin/sh\nexec -a kundstod " + program.string() + "\n",
           "#!/bin/bash\nexport DIR=" + where +
               "  # here\nNAME='program'\n  exec \"${DIR}/$NAME\" $FLAGS \"$@\"\n",
           "#!/bin/sh\nexec env LANG=C " + program.string() + "\n",
           "#!/bin/sh\nif false; then exec /bin/false; fi\nexec " + program.string() + "\n",
       }) {
    EXPECT_EQ(started_by(script).file, program) << script;
    EXPECT_EQ(started_by(script).kind, Started::kProgram) << script;
  }
  const Path inner = write("inner", "#!/bin/sh\nexec " + program.string() + "\n");
  EXPECT_EQ(started_by("#!/bin/sh\nexec " + inner.string() + "\n").file, program);
  const Path loop = write("loop", "#!/bin/sh\nexec " + (folder_ / "loop").string() + "\n");
  const std::vector<std::string> untold = {"#!/bin/sh\n",
                                           "#!/bin/sh\nexec kundstod\n",
                                           "#!/bin/sh\nexec\n",
                                           "#!/bin/sh\nD=`dirname $0`\nexec $D/program\n",
                                           "#!/bin/sh\nexec " + where + "/nothing\n",
                                           "#!/bin/sh\nexec " + loop.string() + "\n",
                                           "#!/bin/sh\nexec ${A\n"};
  for (const std::string& script : untold) {
    EXPECT_EQ(started_by(script).kind, Started::kUnknown) << script;
  }
}

TEST_F(ProgramFileTest, AWrapperThatEndsInAnInterpreterOrALauncherSaysSo) {
  EXPECT_EQ(started_by("#!/usr/bin/perl -w\n").kind, Started::kInterpreter);
  EXPECT_EQ(started_by("#!/bin/sh\nexec perl -e 1\n").kind, Started::kInterpreter);
  EXPECT_EQ(started_by("#!/bin/sh\nexec /usr/bin/nohup kundstod\n").kind, Started::kLauncher);
}

TEST_F(ProgramFileTest, TheProgramsThatStartedAProcessAreTold) {
  const auto started = ProcessTree().programs_that_started(::getpid());
  const auto parent = read_running_program(::getppid());
  if (!parent) GTEST_SKIP() << "this test's parent cannot be told";
  ASSERT_FALSE(started.empty());
  EXPECT_EQ(started.front(), parent->identity);
}

}  // namespace
}  // namespace insyn
