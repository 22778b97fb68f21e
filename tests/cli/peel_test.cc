// insyn peel: the union's half of opening, and what a reviewer can and cannot do with it.
#include <gtest/gtest.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <thread>

#include "recording/format/layout.h"
#include "recording/store/recording.h"
#include "sample.h"

namespace insyn::cli {
namespace {

class PeelVerb : public ::testing::Test {
 protected:
  PeelVerb() {
    make("reviewer", "request-17");
    make("insight", "engine-week-48");
    make("union", "third-union");
  }
  void make(const std::string& role, const std::string& name) const {
    const Ran ran = run({"keys", "new", "--role", role, "--name", name, "--out", sample_.file(name)});
    ASSERT_EQ(ran.code, 0) << ran.err;
  }
  Ran peel(const std::string& recording, const std::vector<std::string>& more = {},
           const std::string& request = "request-17.pub", const std::string& key = "union.age",
           const std::string& pin = "device.pub") const {
    std::vector<std::string> words = {
        "peel",  recording,         "--key", sample_.file(key),     "--sign", sample_.file("union.sign"),
        "--pin", sample_.file(pin), "--for", sample_.file(request), "--out",  out_};
    words.insert(words.end(), more.begin(), more.end());
    return run(words);
  }
  void expect_refused(const Ran& ran, const std::string& why) const {
    EXPECT_EQ(ran.code, 1);
    EXPECT_NE(ran.err.find(why), std::string::npos) << ran.err;
    EXPECT_FALSE(std::filesystem::exists(out_));
  }
  Ran verify(const std::string& pub = "union.pub") const {
    return run({"verify", out_, "--pin", sample_.file(pub)});
  }
  Ran export_with(const std::vector<std::string>& keys) const {
    std::vector<std::string> words = {
        "export", out_, "--pin", sample_.file("union.pub"), "--to", folder_.path("call.jsonl")};
    for (const std::string& key : keys) words.insert(words.end(), {"--key", sample_.file(key)});
    return run(words);
  }
  std::vector<std::string> names() const { return list_folder(out_, 100).value(); }

  Folder folder_;
  Sample sample_{folder_};
  std::string out_ = folder_.path("peeled");
};

TEST_F(PeelVerb, HandsOutThePicturesAndNothingOfWhoseTheyAre) {
  const Ran ran = peel(sample_.record());
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out, out_ + "\n");
  EXPECT_EQ(names(), (std::vector<std::string>{"000000.chunk.age", "000001.chunk.age", "000002.chunk.age",
                                               "000003.chunk.age", "closing.note", "key.age", "opening.note",
                                               "peel.note"}));
  for (const std::string& name : names()) {
    const std::string text = read_all(out_ + "/" + name);
    for (const char* told : {"The-device", "agent-a17", "call 4711", "faktura", "09:05"})
      EXPECT_EQ(text.find(told), std::string::npos) << name << ": " << told;
    EXPECT_EQ(mode_of(out_ + "/" + name), 0600U) << name;
  }
}

// Whoever writes in the folder puts another recording's key file there as soon as this one's is verified.
TEST_F(PeelVerb, HandsOutTheKeyFileThatItHasVerified) {
  const std::string recording = sample_.record(true, 60), other = sample_.record();
  const std::string planted = recording + "/planted";
  std::filesystem::copy_file(other + "/key.age", planted);
  const int watch = ::inotify_init1(IN_CLOEXEC);
  ASSERT_GE(::inotify_add_watch(watch, (recording + "/key.age").c_str(), IN_CLOSE_NOWRITE), 0);
  std::thread swap([&] {
    char event[sizeof(inotify_event) + 256];
    if (::read(watch, event, sizeof event) > 0) std::filesystem::rename(planted, recording + "/key.age");
  });
  const Ran ran = peel(recording);
  swap.join();
  ::close(watch);
  ASSERT_EQ(ran.code, 0) << ran.err;
  ASSERT_FALSE(std::filesystem::exists(planted));
  const Ran exported = export_with({"request-17.age", "employer.age"});
  EXPECT_EQ(exported.code, 0) << exported.err;
}

TEST_F(PeelVerb, TheReviewerVerifiesItByTheUnionsKey) {
  ASSERT_EQ(peel(sample_.record()).code, 0);
  const Ran ran = verify();
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("intact and closed: 4 chunks"), std::string::npos) << ran.out;
  EXPECT_EQ(verify("third-union.pub").code, 1);
  EXPECT_EQ(verify("device.pub").code, 1) << "by the device it would be whose call it was";
  const Ran shown = run({"show", out_});
  EXPECT_EQ(shown.code, 0) << shown.err;
  EXPECT_EQ(shown.out.find("Call"), std::string::npos) << shown.out;
}

// Whoever writes in a workstation's folder cannot have it say that the union has verified it.
TEST_F(PeelVerb, WhatTheUnionVerifiedIsToldByItsKeyAlone) {
  const std::string recording = sample_.record();
  ASSERT_EQ(peel(recording).code, 0);
  std::filesystem::copy_file(out_ + "/peel.note", recording + "/peel.note");
  const Ran ran = run({"verify", recording, "--pin", sample_.file("device.pub")});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("recorded them"), std::string::npos) << ran.out;
  EXPECT_EQ(ran.out.find("union"), std::string::npos) << ran.out;
}

// Neither party's key, nor the request key, nor the reviewer's own opens it alone.
TEST_F(PeelVerb, OpeningTakesTheRequestKeyAndTheReviewersOwn) {
  ASSERT_EQ(peel(sample_.record()).code, 0);
  for (const std::vector<std::string>& keys : {std::vector<std::string>{"request-17.age"},
                                               {"employer.age"},
                                               {"union.age"},
                                               {"union.age", "employer.age"},
                                               {"agent.age"},
                                               {"request-17.age", "insight.age"}}) {
    const Ran ran = export_with(keys);
    EXPECT_EQ(ran.code, 1) << keys.front();
    EXPECT_NE(ran.err.find("request key"), std::string::npos) << ran.err;
  }
  const Ran opened = export_with({"request-17.age", "employer.age"});
  EXPECT_EQ(opened.code, 0) << opened.err;
  std::filesystem::remove(folder_.path("call.jsonl"));
  EXPECT_EQ(export_with({"employer.age", "request-17.age"}).code, 0) << "in either order";
}

TEST_F(PeelVerb, HandsOutEventsToTheEnginesRequestKeyAlone) {
  const std::string spool = folder_.path("spool");
  std::filesystem::create_directory(spool);
  const std::string line = "1,2026-11-24T09:05:01.000Z,screen,a\n";
  const std::string recording = sample_.record_events(spool, "1", {line});
  const Ran ran = peel(recording, {"--events"}, "engine-week-48.pub");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(names(), (std::vector<std::string>{"000000.events.age", "closing.note", "key.events.age",
                                               "opening.note", "peel.note"}));
  EXPECT_EQ(verify().code, 0);
  const auto gather = [&](const std::vector<std::string>& keys) {
    std::vector<std::string> words = {
        "events", out_, "--pin", sample_.file("union.pub"), "--out", folder_.path("events.csv")};
    for (const std::string& key : keys) words.insert(words.end(), {"--key", sample_.file(key)});
    return run(words);
  };
  EXPECT_EQ(gather({"insight.age"}).code, 1);
  EXPECT_EQ(gather({"engine-week-48.age"}).code, 1);
  EXPECT_EQ(gather({"engine-week-48.age", "insight.age"}).code, 0);
  EXPECT_EQ(read_all(folder_.path("events.csv")), std::string(recording::kEventsHead) + line);
}

TEST_F(PeelVerb, VerifiesFirst) {
  const std::string recording = sample_.record();
  const std::string other = sample_.record();
  const std::string key = read_all(recording + "/key.age");
  write_all(recording + "/key.age", read_all(other + "/key.age"));
  expect_refused(peel(recording), "it is not the key file that the recording was begun with");
  write_all(recording + "/key.age", key);
  const std::string chunk = sample_.chunk(recording, 1);
  write_all(chunk, read_all(chunk) + "x");
  expect_refused(peel(recording), "000001.chunk.age");
  EXPECT_EQ(peel(recording, {"--damaged-ok"}).code, 0);
  EXPECT_EQ(verify().code, 1);
  EXPECT_NE(read_all(out_ + "/peel.note").find("chunks 3 4\n"), std::string::npos);
}

// Of the notes and the keys nothing may be damaged, whatever was asked for.
TEST_F(PeelVerb, HandsOutNothingWhoseNotesAreNotTheDevices) {
  const std::string recording = sample_.record();
  const std::string closing = read_all(recording + "/closing.note");
  write_all(recording + "/closing.note", read_all(sample_.record() + "/closing.note"));
  expect_refused(peel(recording, {"--damaged-ok"}), "nothing was peeled");
  write_all(recording + "/closing.note", closing);
  make("device", "desk-13");
  expect_refused(peel(recording, {}, "request-17.pub", "union.age", "desk-13.pub"),
                 "nothing about this recording is proven");
  std::filesystem::remove(recording + "/certificate.note");
  expect_refused(peel(recording), "nothing about this recording is proven");
}

TEST_F(PeelVerb, SealsToARequestKeyAndToNothingElse) {
  const std::string recording = sample_.record();
  expect_refused(peel(recording, {}, "third-union.pub"), "has role union");
  expect_refused(peel(recording, {}, "agent.pub"), "has role agent");
  expect_refused(peel(recording, {}, "device.pub"), "has role device");
  expect_refused(peel(recording, {}, "employer.pub"), "has role employer");
  expect_refused(peel(recording, {}, "engine-week-48.pub"), "pictures are handed out to role reviewer");
  expect_refused(peel(recording, {"--events"}), "events are handed out to role insight");
  expect_refused(peel(recording, {}, "request-17.pub", "other-union.age"), "does not open the outer layer");
  expect_refused(peel(recording, {}, "request-17.pub", "employer.age"), "does not open the outer layer");
}

TEST_F(PeelVerb, WhatACrashLeftOpenIsPeeledByItsJournal) {
  ASSERT_EQ(peel(sample_.record(false)).code, 0);
  EXPECT_NE(read_all(out_ + "/peel.note").find("journal-sha256 "), std::string::npos);
  EXPECT_EQ(verify().code, 0);
  EXPECT_EQ(export_with({"request-17.age", "employer.age"}).code, 0);
  // A server that keeps the last chunk back is found out.
  std::filesystem::remove(sample_.chunk(out_, 3));
  EXPECT_EQ(verify().code, 1);
}

TEST_F(PeelVerb, OverwritesNothing) {
  const std::string recording = sample_.record();
  std::filesystem::create_directory(out_);
  const Ran ran = peel(recording);
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("exists already"), std::string::npos) << ran.err;
  EXPECT_TRUE(names().empty());
}

}  // namespace
}  // namespace insyn::cli
