// Links under the names of what the programs write, a umask that hides nothing, and a program that is killed.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <csignal>
#include <thread>

#include "sample.h"

namespace insyn::cli {
namespace {

namespace fs = std::filesystem;
using Arguments = std::vector<std::string>;

class Planted : public ::testing::Test {
 protected:
  Planted() { umask_ = ::umask(0); }
  ~Planted() override { ::umask(umask_); }

  Folder folder_;
  Sample sample_{folder_};
  mode_t umask_ = 0;
};

TEST_F(Planted, NoProgramWritesThroughALink) {
  const auto [recording, key] = sample_.record_and_unlock();
  const std::vector<std::pair<Arguments, std::string>> writers = {
      {{"keys", "new", "--role", "union", "--name", "u", "--out", folder_.path("new")}, "new.age"},
      {{"keys", "new", "--role", "union", "--name", "u", "--out", folder_.path("new")}, "new.sign"},
      {{"keys", "new", "--role", "union", "--name", "u", "--out", folder_.path("new")}, "new.pub"},
      {{"unlock", recording, "--key", sample_.file("union.age"), "--key", sample_.file("employer.age"),
        "--out", folder_.path("a.key")},
       "a.key"},
      {{"export", recording, "--key", key, "--to", folder_.path("a.webm")}, "a.webm"},
      {{"export", recording, "--key", key, "--to", folder_.path("a.mp4")}, "a.mp4"},
      {{"export", recording, "--key", key, "--to", folder_.path("a.jsonl")}, "a.jsonl"},
      {{"export", recording, "--key", key, "--to", folder_.path("pics/")}, "pics"},
  };
  for (const auto& [arguments, name] : writers) {
    for (const char* target : {"nowhere", "victim"}) {
      write_all(folder_.path("victim"), "kept");
      fs::create_symlink(folder_.path(target), folder_.path(name));
      const auto before = folder_.names();
      EXPECT_EQ(run(arguments).code, 1) << name;
      EXPECT_EQ(folder_.names(), before) << name << " is left as it was, and nothing beside it";
      EXPECT_TRUE(fs::is_symlink(folder_.path(name))) << name;
      EXPECT_EQ(read_all(folder_.path("victim")), "kept") << name;
      fs::remove(folder_.path(name));
    }
  }
}

TEST_F(Planted, WithoutAUmaskTooSecretsAreTheirOwnersAlone) {
  const auto [recording, key] = sample_.record_and_unlock();
  ASSERT_EQ(run({"keys", "new", "--role", "union", "--name", "u", "--out", folder_.path("new")}).code, 0);
  for (const char* to : {"a.webm", "a.mp4", "a.jsonl", "pics"})
    ASSERT_EQ(
        run({"export", recording, "--key", key, "--to", folder_.path(to) + (to[0] == 'p' ? "/" : "")}).code,
        0);
  for (const char* name : {"new.age", "new.sign", "a.webm", "a.mp4", "a.jsonl"})
    EXPECT_EQ(mode_of(folder_.path(name)), 0600U) << name;
  EXPECT_EQ(mode_of(key), 0600U);
  EXPECT_EQ(mode_of(folder_.path("pics")), 0700U);
  for (const auto& picture : fs::directory_iterator(folder_.path("pics")))
    EXPECT_EQ(mode_of(picture.path().string()), 0600U) << picture.path();
}

// What nobody could clean up is for its owner alone, and not under the name that was asked for.
TEST_F(Planted, AnExportThatIsKilledLeavesNothingToOthers) {
  const auto [recording, key] = sample_.record_and_unlock(true, 300);
  for (const std::string to : {"a.webm", "pics/"}) {
    const auto before = folder_.names();
    const auto left = [&] {
      std::vector<std::string> more;
      for (const std::string& name : folder_.names())
        if (std::find(before.begin(), before.end(), name) == before.end()) more.push_back(name);
      return more;
    };
    Running running({recording, "--key", key, "--to", folder_.path(to)}, "insyn-export");
    while (left().empty() && !running.ended()) std::this_thread::yield();
    running.signal(SIGKILL);
    EXPECT_EQ(running.wait(), 128 + SIGKILL);
    ASSERT_EQ(left().size(), 1U);
    EXPECT_TRUE(left().front().ends_with(".tmp")) << left().front();
    EXPECT_EQ(mode_of(folder_.path(left().front())) & 0077U, 0U);
    fs::remove_all(folder_.path(left().front()));
  }
}

}  // namespace
}  // namespace insyn::cli
