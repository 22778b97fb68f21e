#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "calls/statement/testing.h"
#include "damage.h"
#include "note/note.h"

namespace insyn::cli {
namespace {

using Json = nlohmann::json;

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
  const Json listed = Json::parse(programs.out).at("recordings");
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_EQ(listed[0].at("folder"), recording);
  EXPECT_EQ(listed[0].at("closed"), true);
  EXPECT_EQ(listed[0].at("chunks"), kSampleChunks + 1);
  EXPECT_EQ(listed[0].at("state"), "closed");
  EXPECT_EQ(listed[0].at("call"), "4711");
  EXPECT_FALSE(listed[0].contains("duration_ms"));
}

TEST_F(RecordingVerbs, ListSaysWhatItCannotRead) {
  const std::string recording = sample_.record();
  write_all(recording + "/opening.note", "nonsense\n");
  const Ran ran = run({"list", folder_.path(""), "--json"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(Json::parse(ran.out).at("problems").size(), 1U);
  EXPECT_EQ(run({"list", folder_.path("nowhere")}).code, 1);
}

TEST_F(RecordingVerbs, ShowTellsWhatItsNotesSayAndNoMoreWithoutAKey) {
  const std::string recording = sample_.record();
  ::setenv("TZ", "Europe/Stockholm", 1);
  const Ran ran = run({"show", recording});
  ::unsetenv("TZ");
  EXPECT_EQ(ran.code, 0) << ran.err;
  for (const char* told : {"4711", "faktura", "The-device", "a17", "Kundstöd", "full", "kundtjanst-2026-11",
                           "2026-11-24 10:05:00 CET", "2026-11-24 (Europe/Stockholm)", "2026-12-24",
                           "about 0 % of the pixels"}) {
    EXPECT_NE(ran.out.find(told), std::string::npos) << told << "\n" << ran.out;
  }
  for (const char* sealed : {"Because", "256 000 pixels", "another program's window", "pause"})
    EXPECT_EQ(ran.out.find(sealed), std::string::npos) << sealed << "\n" << ran.out;
  EXPECT_FALSE(Json::parse(run({"show", recording, "--json"}).out).contains("reason"));
  EXPECT_EQ(run({"show", folder_.path("")}).code, 1);
}

TEST_F(RecordingVerbs, ShowTellsTheUnionAndTheAgentHowItEndedAndWhatWasWithheld) {
  const std::string recording = sample_.record();
  for (const char* key : {"union.age", "agent.age"}) {
    const Ran ran = run({"show", recording, "--key", sample_.file(key)});
    EXPECT_EQ(ran.code, 0) << ran.err;
    for (const char* told : {"Because", "256 000 pixels", "another program's window", "pause"})
      EXPECT_NE(ran.out.find(told), std::string::npos) << told << "\n" << ran.out;
    const Json shown = Json::parse(run({"show", recording, "--json", "--key", sample_.file(key)}).out);
    EXPECT_EQ(shown.at("kept").at("pixels"), 256000);
    EXPECT_EQ(shown.at("reason"), "stopped");
    EXPECT_EQ(shown.at("duration_ms"), 4000);
  }
  const Ran refused = run({"show", recording, "--key", sample_.file("employer.age")});
  EXPECT_EQ(refused.code, 1);
  EXPECT_NE(refused.err.find("outer layer"), std::string::npos) << refused.err;
}

TEST_F(RecordingVerbs, ShowTellsTheUnionAndTheAgentWhatTheTelephoneSystemSaidAndNobodyElse) {
  const std::string note =
      calls::sign_statement(calls::example_statement(), note::Signer::generate("pbx").value()).value();
  const std::string recording = sample_.record(true, kSampleChunks, {note});
  EXPECT_EQ(verify(recording).code, 0);
  for (const char* key : {"union.age", "agent.age"}) {
    const Ran ran = run({"show", recording, "--key", sample_.file(key)});
    EXPECT_EQ(ran.code, 0) << ran.err;
    for (const char* told : {"The telephone system said", "the call began", "was not checked", "Because"})
      EXPECT_NE(ran.out.find(told), std::string::npos) << told << "\n" << ran.out;
    const Json shown = Json::parse(run({"show", recording, "--json", "--key", sample_.file(key)}).out);
    EXPECT_EQ(shown.at("statements").at(0).at("event"), "begin");
  }
  const std::string pictures = recording + ".key";
  ASSERT_EQ(run({"unlock", recording, "--key", sample_.file("union.age"), "--key",
                 sample_.file("employer.age"), "--out", pictures})
                .code,
            0);
  const Ran reviewer = run({"show", recording, "--key", pictures});
  EXPECT_EQ(reviewer.code, 0) << reviewer.err;
  EXPECT_EQ(reviewer.out.find("telephone system"), std::string::npos) << reviewer.out;
  EXPECT_FALSE(Json::parse(run({"show", recording, "--json", "--key", pictures}).out).contains("statements"));
}

// Who has the pictures finds the reasons in them; when and why it ended is not there.
TEST_F(RecordingVerbs, ShowCountsWhatWasWithheldFromThePictures) {
  const auto [recording, key] = sample_.record_and_unlock();
  const Json shown = Json::parse(run({"show", recording, "--json", "--key", key}).out);
  EXPECT_EQ(shown.at("withheld").at("another program's window inside").at("times"), 1);
  EXPECT_EQ(shown.at("kept").at("times"), kSampleChunks);
  EXPECT_FALSE(shown.contains("reason"));
  EXPECT_FALSE(shown.contains("end"));
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
  EXPECT_NE(ran.out.find("intact and closed: 5 chunks"), std::string::npos) << ran.out;
}

TEST_F(RecordingVerbs, VerifySaysNotClosedAndFindsTheRestIntact) {
  const std::string recording = sample_.record(false);
  const Ran ran = verify(recording);
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("not closed"), std::string::npos) << ran.out;
  const Json told = Json::parse(verify(recording, {"--json"}).out);
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
    const Json told = Json::parse(verify(recording, {"--json"}).out);
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
  const Ran role = run({"verify", recording, "--pin", sample_.file("employer.pub")});
  EXPECT_EQ(role.code, 1);
  EXPECT_NE(role.err.find("has role employer"), std::string::npos) << role.err;
  const Ran peeled = run({"verify", recording, "--pin", sample_.file("union.pub")});
  EXPECT_EQ(peeled.code, 1);
  EXPECT_NE(peeled.err.find("the union has not peeled"), std::string::npos) << peeled.err;
}

TEST_F(RecordingVerbs, OfVersion0AreListedAndRefusedByName) {
  const std::string id = "20261124T090500Z-0123456789abcdef";
  const std::string recording = folder_.path(id);
  std::filesystem::create_directory(recording);
  const auto device = note::Signer::parse(read_all(sample_.file("device.sign"))).value();
  write_all(
      recording + "/opening.note",
      note::sign("insyn recording opening 0\nid " + id +
                     "\nworkstation ws-12\ncall 4711\napplication Wiki\nstart 2026-11-24T09:05:00.000Z\n",
                 device));
  const Ran listed = run({"list", folder_.path("")});
  EXPECT_EQ(listed.code, 0) << listed.err;
  EXPECT_NE(listed.out.find("version 0"), std::string::npos) << listed.out;
  const std::string out = folder_.path("out");
  const std::vector<std::vector<std::string>> verbs = {
      {"show", recording},
      {"verify", recording, "--pin", sample_.file("device.pub")},
      {"unlock", recording, "--key", sample_.file("union.age"), "--key", sample_.file("employer.age"),
       "--out", out},
      {"export", recording, "--key", sample_.file("agent.age"), "--to", out + ".webm"}};
  for (const auto& verb : verbs) {
    const Ran ran = run(verb);
    EXPECT_EQ(ran.code, 1) << verb[0];
    EXPECT_NE(ran.err.find("version 0"), std::string::npos) << verb[0] << ran.err;
  }
}

// A misspelt folder would never tell of a withdrawal.
TEST_F(RecordingVerbs, AFeedThatIsNotThereIsRefused) {
  std::vector<std::string> words = {"record", "--call", "1", "--spool", sample_.file("spool")};
  for (const auto& [option, file] : {std::pair("--agreement", "agreement.note"),
                                     {"--pin", "employer.pub"},
                                     {"--pin", "union.pub"},
                                     {"--roster", "roster.note"},
                                     {"--device", "device.sign"},
                                     {"--feed", "no-such-folder"}})
    words.insert(words.end(), {option, sample_.file(file)});
  const Ran ran = run(words);
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("--feed: there is no folder"), std::string::npos) << ran.err;
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

TEST_F(Unlock, SaysOfAKeyUnderAPassphraseThatItIsAndWhatToDo) {
  write_all(sample_.file("locked.age"), "age-encryption.org/v1\n-> scrypt AAAA 18\nBBBB\n--- CCCC\n");
  expect_refused({"locked.age", "employer.age"}, 1, "is itself encrypted (by age)");
  write_all(sample_.file("armored.age"),
            "-----BEGIN AGE ENCRYPTED FILE-----\nAAAA\n-----END AGE ENCRYPTED FILE-----\n");
  expect_refused({"armored.age", "employer.age"}, 1, "age -d -o");
}

TEST_F(Unlock, ReadsKeysWithAByteOrderMark) {
  const std::string key = read_text(sample_.file("union.age"), 10'000).value();
  write_all(sample_.file("union.age"), "\xef\xbb\xbf" + key);
  EXPECT_EQ(unlock().code, 0);
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
