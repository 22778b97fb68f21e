#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "damage.h"

namespace insyn::cli {
namespace {

using nlohmann::json;

class RecordingVerbs : public ::testing::Test {
 protected:
  Ran verify(const std::string& recording, std::vector<std::string> more = {}) const {
    std::vector<std::string> arguments = {"verify", recording, "--pin", sample_.file("device.pub")};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments);
  }

  Folder folder_;
  Sample sample_{folder_};
};

TEST_F(RecordingVerbs, ListIsAlignedForPeopleAndJsonForPrograms) {
  const std::string recording = sample_.record();
  const Ran people = run({"list", folder_.path("")});
  EXPECT_EQ(people.code, 0) << people.err;
  EXPECT_NE(people.out.find(Path(recording).filename().string()), std::string::npos) << people.out;
  EXPECT_NE(people.out.find("Kundstöd"), std::string::npos);
  const Ran programs = run({"list", folder_.path(""), "--json"});
  EXPECT_EQ(programs.code, 0);
  const json listed = json::parse(programs.out).at("recordings");
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_EQ(listed[0].at("folder"), recording);
  EXPECT_EQ(listed[0].at("closed"), true);
  EXPECT_EQ(listed[0].at("chunks"), kSampleChunks);
}

TEST_F(RecordingVerbs, ListSaysWhatItCannotRead) {
  const std::string recording = sample_.record();
  write_all(recording + "/opening.note", "nonsense\n");
  const Ran ran = run({"list", folder_.path(""), "--json"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(json::parse(ran.out).at("problems").size(), 1U);
  EXPECT_EQ(run({"list", folder_.path("nowhere")}).code, 1);
}

TEST_F(RecordingVerbs, ShowTellsWhatWasKeptAndWithheldAndWhyItEnded) {
  const std::string recording = sample_.record();
  const Ran ran = run({"show", recording});
  EXPECT_EQ(ran.code, 0) << ran.err;
  for (const char* told : {"4711", "faktura", "ws-12", "Kundstöd", "full", "kundtjanst-2026-11", "Because",
                           "2026-11-24 09:05:00 UTC", "256 000 pixels", "another program's window"}) {
    EXPECT_NE(ran.out.find(told), std::string::npos) << told << "\n" << ran.out;
  }
  const json shown = json::parse(run({"show", recording, "--json"}).out);
  EXPECT_EQ(shown.at("kept").at("pixels"), 256000);
  EXPECT_EQ(shown.at("reason"), "stopped");
  EXPECT_EQ(run({"show", folder_.path("")}).code, 1);
}

TEST_F(RecordingVerbs, ShowLetsNoCallSteerTheTerminal) {
  const std::string recording = sample_.record();
  const std::string strange = "evil\x1b[2J";
  write_all(recording + "/" + strange, "");
  const Ran ran = run({"show", recording});
  EXPECT_EQ((ran.out + ran.err).find('\x1b'), std::string::npos);
}

TEST_F(RecordingVerbs, VerifyFindsAWholeRecordingIntact) {
  const Ran ran = verify(sample_.record());
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("intact and closed: 4 chunks"), std::string::npos) << ran.out;
}

TEST_F(RecordingVerbs, VerifySaysNotClosedAndFindsTheRestIntact) {
  const std::string recording = sample_.record(false);
  const Ran ran = verify(recording);
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("not closed"), std::string::npos) << ran.out;
  const json told = json::parse(verify(recording, {"--json"}).out);
  EXPECT_EQ(told.at("closed"), false);
  EXPECT_EQ(told.at("intact"), true);
}

TEST_F(RecordingVerbs, VerifyNamesTheChunkAndTheFault) {
  for (const Damage& damage : damages()) {
    const std::string recording = sample_.record();
    damage.done(sample_, recording);
    const Ran ran = verify(recording);
    EXPECT_EQ(ran.code, 1) << damage.fault;
    EXPECT_NE(ran.out.find(damage.fault + ": " + damage.file), std::string::npos) << ran.out;
    const json told = json::parse(verify(recording, {"--json"}).out);
    EXPECT_EQ(told.at("intact"), false);
    EXPECT_EQ(told.at("findings").at(0).at("fault"), damage.fault);
    EXPECT_EQ(told.at("findings").at(0).at("file"), damage.file);
  }
}

TEST_F(RecordingVerbs, VerifyRefusesAnotherDeviceAndAnotherRole) {
  const std::string recording = sample_.record();
  ASSERT_EQ(
      run({"keys", "new", "--role", "device", "--name", "The device", "--out", sample_.file("other")}).code,
      0);
  const Ran other = run({"verify", recording, "--pin", sample_.file("other.pub")});
  EXPECT_EQ(other.code, 1);
  EXPECT_NE(other.err.find("nothing about this recording is proven"), std::string::npos) << other.err;
  const Ran role = run({"verify", recording, "--pin", sample_.file("union.pub")});
  EXPECT_EQ(role.code, 1);
  EXPECT_NE(role.err.find("has role union"), std::string::npos) << role.err;
}

TEST_F(RecordingVerbs, SayNothingOfTheirProgressInAPipe) { EXPECT_EQ(verify(sample_.record()).err, ""); }

class Unlock : public RecordingVerbs {
 protected:
  // A refusal with this reason that leaves nothing behind.
  void expect_refused(const std::vector<std::string>& keys, int code, const std::string& why) const {
    std::vector<std::string> arguments = {"unlock", recording_, "--out", out_};
    for (const std::string& key : keys) arguments.insert(arguments.end(), {"--key", sample_.file(key)});
    const auto before = folder_.names();
    const Ran ran = run(arguments);
    EXPECT_EQ(ran.code, code) << why;
    EXPECT_NE(ran.err.find(why), std::string::npos) << ran.err;
    EXPECT_EQ(ran.out, "");
    EXPECT_EQ(folder_.names(), before);
  }
  Ran unlock() const {
    return run({"unlock", recording_, "--key", sample_.file("union.age"), "--key",
                sample_.file("employer.age"), "--out", out_});
  }

  std::string recording_ = sample_.record();
  std::string out_ = folder_.path("rec.key");
};

TEST_F(Unlock, WritesAKeyForItsOwnerOnly) {
  EXPECT_EQ(unlock().code, 0);
  EXPECT_EQ(mode_of(out_), 0600U);
}

TEST_F(Unlock, WritesAKeyThatDebiansAgeOpensChunksWith) {
  ASSERT_EQ(unlock().code, 0);
  const Ran age = run({"-d", "-i", out_, sample_.chunk(recording_, 0)}, INSYN_AGE);
  EXPECT_EQ(age.code, 0) << age.err;
  EXPECT_FALSE(age.out.empty());
}

TEST_F(Unlock, RefusesWrongKeysEachInItsOwnWords) {
  expect_refused({"other-union.age", "employer.age"}, 1, "first key does not open the outer layer");
  expect_refused({"union.age", "other-union.age"}, 1, "second key does not open the inner layer");
  expect_refused({"employer.age", "union.age"}, 1, "wrong order");
  expect_refused({"union.age", "union.age"}, 1, "hold the same key");
  expect_refused({"union.age"}, 2, "it was given once");
  expect_refused({"union.age", "employer.age", "agent.age"}, 2, "it was given 3 times");
  expect_refused({"device.sign", "employer.age"}, 1, "is a key that signs");
  expect_refused({"union.pub", "employer.age"}, 1, "holds public keys only");
  expect_refused({"agent.age", "employer.age"}, 1, "first key does not open");
}

TEST_F(Unlock, RefusesToOverwrite) {
  write_all(out_, "dear");
  const Ran ran = unlock();
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("exists already"), std::string::npos) << ran.err;
  EXPECT_EQ(read_all(out_), "dear");
}

TEST_F(Unlock, RefusesTheKeyFileOfAnotherRecording) {
  write_all(recording_ + "/key.age", read_all(sample_.record() + "/key.age"));
  expect_refused({"union.age", "employer.age"}, 1, "another recording");
}

TEST_F(Unlock, RefusesADamagedKeyFile) {
  const std::string path = recording_ + "/key.age";
  write_all(path, read_all(path).substr(0, 100));
  expect_refused({"union.age", "employer.age"}, 1, "key.age");
}

}  // namespace
}  // namespace insyn::cli
