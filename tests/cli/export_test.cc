#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <csignal>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "damage.h"

namespace insyn::cli {
namespace {

using Arguments = std::vector<std::string>;

class Export : public ::testing::Test {
 protected:
  Arguments arguments(const std::pair<std::string, std::string>& unlocked, const std::string& to,
                      const Arguments& more = {}) const {
    Arguments all = {"export", unlocked.first, "--key", unlocked.second, "--to", folder_.path(to)};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  Arguments pin() const { return {"--pin", sample_.file("device.pub")}; }
  std::size_t pictures_in(const std::string& name) const {
    return list_folder(folder_.path(name), 1000).value().size();
  }

  Folder folder_;
  Sample sample_{folder_};
};

TEST_F(Export, MakesVideosPicturesAndEvents) {
  const auto unlocked = sample_.record_and_unlock();
  const Ran webm = run(arguments(unlocked, "a.webm", pin()));
  EXPECT_EQ(webm.code, 0) << webm.err;
  EXPECT_EQ(read_all(folder_.path("a.webm")).substr(0, 4), "\x1A\x45\xDF\xA3");
  EXPECT_EQ(run(arguments(unlocked, "a.mp4")).code, 0);
  EXPECT_EQ(read_all(folder_.path("a.mp4")).substr(4, 4), "ftyp");
  EXPECT_EQ(run(arguments(unlocked, "pictures/")).code, 0);
  EXPECT_EQ(pictures_in("pictures"), static_cast<std::size_t>(kSampleChunks));
  EXPECT_EQ(run(arguments(unlocked, "one", {"--at", "2.5"})).code, 0);
  EXPECT_EQ(list_folder(folder_.path("one"), 10).value(), Arguments{"000002.500.png"});
  EXPECT_EQ(run(arguments(unlocked, "a.jsonl")).code, 0);
  std::istringstream lines(read_all(folder_.path("a.jsonl")));
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line); ++count)
    EXPECT_TRUE(nlohmann::json::accept(line)) << line;
  EXPECT_GT(count, 4U);
}

TEST_F(Export, SaysWhetherTheDevicesSignatureWasChecked) {
  const auto unlocked = sample_.record_and_unlock();
  EXPECT_NE(run(arguments(unlocked, "a.jsonl")).err.find("signature is not checked"), std::string::npos);
  EXPECT_EQ(run(arguments(unlocked, "a.jsonl", pin())).err.find("signature is not checked"),
            std::string::npos);
}

TEST_F(Export, SaysNothingOfItsProgressInAPipe) {
  const Ran ran = run(arguments(sample_.record_and_unlock(), "a.webm", pin()));
  EXPECT_EQ(ran.out, folder_.path("a.webm") + "\n");
  EXPECT_EQ(ran.err.find_first_of("\r\x1b%"), std::string::npos) << ran.err;
}

TEST_F(Export, RefusesDamageAndNamesTheChunkAndTheFault) {
  for (const Damage& damage : damages()) {
    const auto unlocked = sample_.record_and_unlock();
    damage.done(sample_, unlocked.first);
    for (const Arguments& more : {pin(), Arguments()}) {
      const auto before = folder_.names();
      const Ran ran = run(arguments(unlocked, "a.webm", more));
      EXPECT_EQ(ran.code, 1) << damage.fault;
      EXPECT_NE(ran.err.find(damage.fault + ": " + damage.file), std::string::npos) << ran.err;
      EXPECT_NE(ran.err.find("--damaged-ok"), std::string::npos) << ran.err;
      EXPECT_EQ(folder_.names(), before);
    }
  }
}

TEST_F(Export, MakesOfADamagedRecordingWhatIsProvenWhereAsked) {
  for (const Damage& damage : damages()) {
    const auto unlocked = sample_.record_and_unlock();
    damage.done(sample_, unlocked.first);
    for (Arguments more : {pin(), Arguments()}) {
      more.emplace_back("--damaged-ok");
      const Ran ran = run(arguments(unlocked, "a.jsonl", more));
      EXPECT_EQ(ran.code, 0) << ran.err;
      EXPECT_NE(ran.err.find(damage.file), std::string::npos) << ran.err;
      const bool gap = read_all(folder_.path("a.jsonl")).find("recording damaged") != std::string::npos;
      EXPECT_EQ(gap, damage.fault != "foreign") << damage.fault << " " << damage.file;
    }
  }
}

TEST_F(Export, TakesARecordingThatWasNeverClosed) {
  const auto unlocked = sample_.record_and_unlock(false);
  for (const Arguments& more : {pin(), Arguments()}) {
    const Ran ran = run(arguments(unlocked, "a.jsonl", more));
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_NE(ran.err.find("not closed"), std::string::npos) << ran.err;
  }
}

TEST_F(Export, DoesNotMissTheChunkThatWasBeingWritten) {
  const auto unlocked = sample_.record_and_unlock(false);
  std::filesystem::remove(sample_.chunk(unlocked.first, kSampleChunks - 1));
  for (const Arguments& more : {pin(), Arguments()}) {
    const Ran ran = run(arguments(unlocked, "a.jsonl", more));
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_NE(ran.err.find("was being written"), std::string::npos) << ran.err;
    EXPECT_EQ(read_all(folder_.path("a.jsonl")).find("recording damaged"), std::string::npos);
  }
}

TEST_F(Export, RefusesKeysThatAreNotThisRecordings) {
  const auto unlocked = sample_.record_and_unlock();
  for (const std::string& key : {sample_.file("union.age"), sample_.record_and_unlock().second}) {
    const Ran ran = run({"export", unlocked.first, "--key", key, "--to", folder_.path("a.webm")});
    EXPECT_EQ(ran.code, 1);
    EXPECT_NE(ran.err.find("does not open"), std::string::npos) << ran.err;
    EXPECT_FALSE(exists(folder_.path("a.webm")));
  }
}

TEST_F(Export, RefusesAnotherDevicesPin) {
  const auto unlocked = sample_.record_and_unlock();
  ASSERT_EQ(run({"keys", "new", "--role", "device", "--name", "x", "--out", sample_.file("other")}).code, 0);
  const Ran ran = run(arguments(unlocked, "a.webm", {"--pin", sample_.file("other.pub"), "--damaged-ok"}));
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("nothing about this recording is proven"), std::string::npos) << ran.err;
  EXPECT_FALSE(exists(folder_.path("a.webm")));
}

TEST_F(Export, LeavesNothingBehindWhereItFails) {
  const auto unlocked = sample_.record_and_unlock();
  const auto before = folder_.names();
  EXPECT_EQ(run(arguments(unlocked, "no/such/folder/a.webm")).code, 1);
  EXPECT_EQ(run(arguments(unlocked, "late/", {"--at", "1000"})).code, 1);
  EXPECT_EQ(folder_.names(), before);
}

bool is_making_a_file(const std::vector<std::string>& names) {
  return std::any_of(names.begin(), names.end(),
                     [](const std::string& name) { return name.ends_with(".tmp"); });
}

TEST_F(Export, LeavesNothingBehindWhereItIsStopped) {
  const auto unlocked = sample_.record_and_unlock(true, 300);
  const auto before = folder_.names();
  for (const int signal : {SIGINT, SIGTERM}) {
    Running running(arguments(unlocked, "a.webm"), "insyn");
    while (!is_making_a_file(folder_.names()) && !running.ended()) std::this_thread::yield();
    running.signal(signal);
    EXPECT_EQ(running.wait(), 1);
    EXPECT_EQ(folder_.names(), before);
  }
}

// What the program is started with, so that a limit of zero is its own doing.
void allow_memory_dumps() {
  rlimit limit{RLIM_INFINITY, RLIM_INFINITY};
  if (::setrlimit(RLIMIT_CORE, &limit) == 0) return;
  ASSERT_EQ(::getrlimit(RLIMIT_CORE, &limit), 0);
  limit.rlim_cur = limit.rlim_max;
  ASSERT_EQ(::setrlimit(RLIMIT_CORE, &limit), 0);
}

TEST_F(Export, LeavesNoMemoryDump) {
  allow_memory_dumps();
  const auto unlocked = sample_.record_and_unlock(true, 300);
  // Started by itself: insyn would hand its own limit on.
  Arguments direct = arguments(unlocked, "a.webm");
  direct.erase(direct.begin());
  Running running(direct, "insyn-export");
  while (!is_making_a_file(folder_.names()) && !running.ended()) std::this_thread::yield();
  const std::string limits = read_all("/proc/" + std::to_string(running.pid()) + "/limits");
  EXPECT_NE(limits.find("Max core file size        0                    0 "), std::string::npos) << limits;
}

TEST_F(Export, TakesTheSameArgumentsInItsOwnProgram) {
  const auto unlocked = sample_.record_and_unlock();
  const Ran ran =
      run({unlocked.first, "--key", unlocked.second, "--to", folder_.path("a.jsonl")}, "insyn-export");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(run({unlocked.first, "--key", unlocked.second, "--to", "a.avi"}, "insyn-export").code, 2);
}

}  // namespace
}  // namespace insyn::cli
