// Links under the names of what the programs write, a umask that hides nothing, and a program that is killed.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <atomic>
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

// All that writes a file under a name that somebody gives, or again under the name that it had.
TEST_F(Planted, WhateverLiesUnderANameIsLeft) {
  const auto [recording, key] = sample_.record_and_unlock();
  ASSERT_EQ(run({"keys", "new", "--role", "reviewer", "--name", "r", "--out", folder_.path("request")}).code,
            0);
  ASSERT_EQ(run({"roster", "new", folder_.path("roster"), "--id", "r"}).code, 0);
  write_all(folder_.path("terms"), "insyn = 1\n");
  const std::string out = folder_.path("out.x");
  const std::string roster = folder_.path("roster");
  const std::vector<Arguments> writers = {
      {"unlock", recording, "--key", sample_.file("union.age"), "--key", sample_.file("employer.age"),
       "--out", out},
      {"peel", recording, "--key", sample_.file("union.age"), "--sign", sample_.file("union.sign"), "--pin",
       sample_.file("device.pub"), "--for", folder_.path("request.pub"), "--out", out},
      {"events", recording, "--key", sample_.file("union.age"), "--key", sample_.file("insight.age"), "--out",
       out},
      {"report", folder_.path("terms"), "--agreement", folder_.path("terms"), "--pin",
       sample_.file("employer.pub"), "--pin", sample_.file("union.pub"), "--out", out},
      {"roster", "new", out, "--id", "r"},
      {"keys", "prove", sample_.file("agent"), "--roster", roster, "--out", out},
      {"agreement", "sign", roster, "--key", sample_.file("union.sign"), "--out", out, "--yes"},
      {"try", out},
  };
  const auto plant = [&](int kind) {
    write_all(folder_.path("victim"), "kept");
    if (kind == 0) fs::create_symlink(folder_.path("victim"), out);
    if (kind == 1) fs::create_symlink(folder_.path("nowhere"), out);
    if (kind == 2) {
      ASSERT_EQ(::mkfifo(out.c_str(), 0600), 0);
    }
    if (kind == 3) fs::create_directory(out);
    if (kind == 4) write_all(out, "there");
  };
  for (const Arguments& arguments : writers) {
    for (int kind = 0; kind < 5; ++kind) {
      plant(kind);
      const auto before = folder_.names();
      const auto type = fs::symlink_status(out).type();
      EXPECT_NE(run(arguments).code, 0) << arguments[0] << " " << kind;
      EXPECT_EQ(folder_.names(), before) << arguments[0] << " " << kind;
      EXPECT_EQ(fs::symlink_status(out).type(), type) << arguments[0] << " " << kind;
      EXPECT_EQ(read_all(folder_.path("victim")), "kept") << arguments[0] << " " << kind;
      if (kind == 4) {
        EXPECT_EQ(read_all(out), "there") << arguments[0];
      }
      fs::remove_all(out);
    }
  }
  // What is signed or changed where it lies is a file, and no link to one.
  fs::rename(roster, folder_.path("real"));
  const std::string text = read_all(folder_.path("real"));
  fs::create_symlink(folder_.path("real"), roster);
  for (const Arguments& arguments :
       {Arguments{"roster", "add", roster, sample_.file("device.pub")},
        Arguments{"roster", "sign", roster, "--key", sample_.file("union.sign"), "--yes"}}) {
    EXPECT_EQ(run(arguments).code, 1) << arguments[1];
    EXPECT_TRUE(fs::is_symlink(roster)) << arguments[1];
    EXPECT_EQ(read_all(folder_.path("real")), text) << arguments[1];
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

// Somebody who may write where the roster lies exchanges it while the union looks at it.
TEST_F(Planted, TheRosterThatIsShownIsTheOneThatIsSigned) {
  const std::string file = folder_.path("roster.toml");
  for (const char* id : {"one", "two"})
    ASSERT_EQ(run({"roster", "new", folder_.path(id), "--id", id}).code, 0) << id;
  fs::copy_file(folder_.path("one"), file);
  std::atomic<bool> done = false;
  std::thread swaps([&] {
    for (int i = 0; !done; ++i) {
      fs::create_hard_link(folder_.path(i % 2 == 0 ? "two" : "one"), folder_.path("next"));
      fs::rename(folder_.path("next"), file);
    }
  });
  for (int i = 0; i < 20; ++i) {
    const std::string out = folder_.path(fmt::format("{}.note", i));
    const Ran ran = run({"roster", "sign", file, "--key", sample_.file("union.sign"), "--out", out, "--yes"});
    EXPECT_EQ(ran.code, 0) << ran.err;
    const bool shown = ran.err.find("“one”") != std::string::npos;
    EXPECT_EQ(read_all(out).find("id = \"one\"") != std::string::npos, shown) << ran.err;
  }
  done = true;
  swaps.join();
}

}  // namespace
}  // namespace insyn::cli
