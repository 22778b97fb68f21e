#include "os/process.h"

#include <gtest/gtest.h>

namespace insyn {
namespace {

using namespace std::chrono_literals;

TEST(RunProgramOn, GivesItTheInputAndItsExitCodeBack) {
  const std::string large(1 << 20, 'x');
  EXPECT_EQ(run_program_on("/bin/sh", {"-c", "test $(wc -c) = 1048576"}, large, 20s).value(), 0);
  EXPECT_EQ(run_program_on("/bin/sh", {"-c", "exit 7"}, "", 20s).value(), 7);
  EXPECT_EQ(run_program_on("/bin/sh", {"-c", "kill -9 $$"}, "", 20s).value(), 1);
  EXPECT_FALSE(run_program_on("/nowhere/program", {}, "", 20s));
}

TEST(RunProgramOn, EndsOneThatDoesNotEnd) {
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(run_program_on("/bin/sleep", {"60"}, "", 100ms).error().code, Code::kTransient);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 30s);
}

}  // namespace
}  // namespace insyn
