#include "os/program_output.h"

#include <gtest/gtest.h>

namespace insyn {
namespace {

TEST(RunProgramAndListen, ReturnsWhatItSaidAndItsExitCode) {
  const auto ran = run_program_and_listen("/bin/sh", {"-c", "cat; echo out; echo said >&2; exit 7"});
  ASSERT_TRUE(ran);
  EXPECT_EQ(ran->code, 7);
  EXPECT_EQ(ran->said, "said\n");
  EXPECT_EQ(run_program_and_listen("/bin/sh", {"-c", "kill -9 $$"})->code, 1);
  EXPECT_FALSE(run_program_and_listen("/nowhere/program", {}));
}

TEST(RunProgramAndListen, OfAProgramThatSaysMuchTheEndIsKept) {
  const auto ran = run_program_and_listen("/bin/sh", {"-c", "yes | head -c 1000000 >&2; echo end >&2"});
  ASSERT_TRUE(ran);
  EXPECT_LE(ran->said.size(), std::size_t{64} << 10);
  EXPECT_TRUE(ran->said.ends_with("end\n"));
}

}  // namespace
}  // namespace insyn
