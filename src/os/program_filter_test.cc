#include "os/program_filter.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "os/file.h"

namespace insyn {
namespace {

class ProgramFilter : public testing::Test {
 protected:
  ProgramFilter() {
    EXPECT_TRUE(ensure_private_folder(folder_));
    EXPECT_TRUE(write_file(input_, view_of("one\ntwo\n"), Access::kOwnerOnly, IfExists::kRefuse));
  }
  ~ProgramFilter() override { std::filesystem::remove_all(folder_); }
  Result<Filtered> run(const std::string& script, std::size_t limit = 1000) {
    return run_filter("/bin/sh", {"-c", script}, input_, limit, [this](std::string_view line) {
      if (!line.starts_with("progress ")) return false;
      taken_.emplace_back(line);
      return true;
    });
  }
  const Path folder_ = std::filesystem::temp_directory_path() / ("insyn-filter-" + to_hex(random_bytes(8)));
  const Path input_ = folder_ / "input";
  std::vector<std::string> taken_;
};

TEST_F(ProgramFilter, GivesWhatItMakesOfTheFileAndWhatItSays) {
  const auto ran = run("echo progress 1 >&2; cat; printf 'progress 2\\nbad: ' >&2; echo luck >&2; exit 3");
  ASSERT_TRUE(ran) << ran.error().message;
  EXPECT_EQ(text_of(ran->output), "one\ntwo\n");
  EXPECT_EQ(ran->code, 3);
  EXPECT_EQ(ran->said, "bad: luck\n");
  EXPECT_EQ(taken_, (std::vector<std::string>{"progress 1", "progress 2"}));
}

TEST_F(ProgramFilter, OneThatWritesWithoutEndIsEnded) {
  const auto ran = run("while :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done");
  ASSERT_FALSE(ran);
  EXPECT_NE(ran.error().message.find("more than 1000 bytes"), std::string::npos);
}

TEST_F(ProgramFilter, WhatASignalHasEndedHasFailed) { EXPECT_EQ(run("kill -9 $$")->code, 1); }

TEST_F(ProgramFilter, MuchOnBothPipesBlocksNeither) {
  const auto ran =
      run("i=0; while [ $i -lt 3000 ]; do echo 0123456789; echo 0123456789 >&2; i=$((i+1)); done", 100'000);
  ASSERT_TRUE(ran) << ran.error().message;
  EXPECT_EQ(ran->output.size(), 33'000U);
  EXPECT_EQ(ran->said.size(), 33'000U);
}

}  // namespace
}  // namespace insyn
