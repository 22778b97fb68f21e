// insyn report of sealed recordings: opened in memory, joined with the call list, and nowhere on the disk.
#include <gtest/gtest.h>

#include <cstdlib>

#include "note/note.h"
#include "report_terms.h"
#include "sample.h"

namespace insyn::cli {
namespace {

class SealedReport : public ::testing::Test {
 protected:
  SealedReport() {
    std::filesystem::create_directory(spool_);
    std::filesystem::create_directory(folder_.path("tmp"));
    ::setenv("TMPDIR", folder_.path("tmp").c_str(), 1);
    ::setenv("XDG_STATE_HOME", folder_.path("state").c_str(), 1);
    first_ = sample_.record_events(spool_, "samtal-1",
                                   {"samtal-1,2026-11-24T09:05:01.000Z,screen,sökning-a\n",
                                    "samtal-1,2026-11-24T09:05:04.000Z,article,artikel-b\n"});
    sample_.record_events(spool_, "samtal-2", {"samtal-2,2026-11-24T09:06:01.000Z,screen,sökning-a\n"});
    write_all(folder_.path("calls.csv"),
              "call,agent,kind,start,end\n"
              "samtal-1,kerstin-q,faktura,2026-11-24T09:05:00Z,2026-11-24T09:09:00Z\n"
              "samtal-2,bo,faktura,2026-11-24T09:06:00Z,2026-11-24T09:09:00Z\n");
    write_agreement(folder_.path("terms.toml"), report_terms("2026-11-02", "2027-01-04"),
                    {sample_.file("employer.sign"), sample_.file("union.sign")});
  }
  ~SealedReport() override { ::unsetenv("TMPDIR"); }

  // What the union peeled of the first recording, for the request key week.age. Its folder.
  std::string peeled() const {
    EXPECT_EQ(run({"keys", "new", "--role", "insight", "--name", "week", "--out", sample_.file("week")}).code,
              0);
    const std::string folder = folder_.path("peeled");
    const Ran ran = run({"peel", first_, "--key", sample_.file("union.age"), "--sign",
                         sample_.file("union.sign"), "--pin", sample_.file("device.pub"), "--for",
                         sample_.file("week.pub"), "--events", "--out", folder});
    EXPECT_EQ(ran.code, 0) << ran.err;
    return folder;
  }

  // With the keys of these names.
  Ran report(const std::string& events, const std::vector<std::string>& keys,
             const std::string& more_events = "") const {
    std::vector<std::string> words = {"report",
                                      folder_.path("calls.csv"),
                                      events,
                                      "--agreement",
                                      folder_.path("terms.toml"),
                                      "--pin",
                                      sample_.file("employer.pub"),
                                      "--pin",
                                      sample_.file("union.pub"),
                                      "--out",
                                      out_};
    if (!more_events.empty()) words.push_back(more_events);
    for (const std::string& pin : more_pins_) words.insert(words.end(), {"--pin", sample_.file(pin)});
    for (const std::string& key : keys) words.insert(words.end(), {"--key", sample_.file(key)});
    return run(words);
  }

  Folder folder_;
  Sample sample_{folder_};
  std::string spool_ = folder_.path("spool"), out_ = folder_.path("out");
  std::string first_;
  std::vector<std::string> more_pins_;
};

TEST_F(SealedReport, OpensTheEventsInMemoryAndJoinsThemWithTheCalls) {
  const Ran ran = report(spool_, {"union.age", "insight.age"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.err.find("events of 2 recordings: events as CSV"), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("2 calls of 1 kind (faktura), with 3 events"), std::string::npos) << ran.err;
  EXPECT_EQ(ran.err.find("/proc/"), std::string::npos) << ran.err;
}

// Which agent had which screen open when is in no file: neither in the report nor in the register nor in a
// temporary one, and in nothing that it says.
TEST_F(SealedReport, WritesNoJoinedRowAnywhere) {
  const Ran ran = report(spool_, {"union.age", "insight.age"});
  ASSERT_EQ(ran.code, 0) << ran.err;
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_.path(""))) {
    const std::string path = entry.path().string();
    if (!entry.is_regular_file() || path.starts_with(spool_) || path.ends_with("calls.csv")) continue;
    ++files;
    const std::string text = read_all(path);
    for (const char* told : {"samtal-1", "samtal-2", "2026-11-24T09:05:01", "kerstin-q"})
      EXPECT_EQ(text.find(told), std::string::npos) << path << ": " << told;
  }
  EXPECT_GT(files, 10U);
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path("tmp")));
  for (const char* told : {"samtal-1", "2026-11-24T09:05:01", "kerstin-q"})
    EXPECT_EQ((ran.out + ran.err).find(told), std::string::npos) << told;
}

TEST_F(SealedReport, TakesWhatTheUnionPeeledAndVerifiesIt) {
  const std::string peeled = this->peeled();
  EXPECT_EQ(report(peeled, {"week.age", "insight.age"}).code, 0);
  std::filesystem::remove_all(out_);
  const std::string note = peeled + "/peel.note";
  std::string forged = read_all(note);
  forged.replace(forged.find("time 20"), 7, "time 19");
  write_all(note, forged);
  const Ran refused = report(peeled, {"week.age", "insight.age"});
  EXPECT_EQ(refused.code, 1);
  EXPECT_NE(refused.err.find("nothing about this recording is proven"), std::string::npos) << refused.err;
  EXPECT_FALSE(std::filesystem::exists(out_));
}

// Each union of the agreement may peel, and nobody else may, whoever vouches for them elsewhere.
TEST_F(SealedReport, TakesAPeelOfAnyUnionOfTheAgreementAndOfNobodyElse) {
  ASSERT_EQ(run({"keys", "new", "--role", "union", "--name", "U", "--out", sample_.file("stranger")}).code,
            0);
  write_agreement(
      folder_.path("terms.toml"),
      report_terms("2026-11-02", "2027-01-04", "E", R"(["The union", "The other-union"])"),
      {sample_.file("employer.sign"), sample_.file("union.sign"), sample_.file("other-union.sign")});
  more_pins_ = {"other-union.pub"};
  const std::string peeled = this->peeled();
  const std::string text = note::parse(read_all(peeled + "/peel.note")).value().text;
  const auto peeled_by = [&](const std::string& key) {
    const note::Signer signer = note::Signer::parse(read_all(sample_.file(key))).value();
    write_all(peeled + "/peel.note", note::sign(text, signer));
    std::filesystem::remove_all(out_);
    return report(peeled, {"week.age", "insight.age"});
  };
  for (const char* key : {"union.sign", "other-union.sign"}) {
    const Ran ran = peeled_by(key);
    EXPECT_EQ(ran.code, 0) << key << ": " << ran.err;
    EXPECT_NE(ran.err.find("with 2 events"), std::string::npos) << ran.err;
  }
  for (const char* key : {"stranger.sign", "employer.sign", "device.sign"}) {
    const Ran ran = peeled_by(key);
    EXPECT_EQ(ran.code, 1) << key;
    EXPECT_NE(ran.err.find("is signed by no union of the agreement (“The union”, “The other-union”)"),
              std::string::npos)
        << ran.err;
    EXPECT_FALSE(std::filesystem::exists(out_)) << key;
  }
}

TEST_F(SealedReport, ARecordingThatIsGivenTwiceCountsOnce) {
  const std::string peeled = this->peeled();
  const Ran ran = report(spool_, {"union.age", "insight.age", "week.age"}, peeled);
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.err.find("it is given twice, and its events count once"), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("events of 2 recordings: "), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("with 3 events"), std::string::npos) << ran.err;
}

TEST_F(SealedReport, SaysWhatIsMissing) {
  const Ran no_key = report(spool_, {});
  EXPECT_EQ(no_key.code, 1);
  EXPECT_NE(no_key.err.find("give the keys that open them"), std::string::npos) << no_key.err;
  const Ran one_key = report(spool_, {"insight.age"});
  EXPECT_EQ(one_key.code, 1);
  EXPECT_NE(one_key.err.find("outer layer"), std::string::npos) << one_key.err;
  EXPECT_FALSE(std::filesystem::exists(out_));
  write_all(folder_.path("events.csv"), "call,time,event,object\n");
  const Ran no_recording = report(folder_.path("events.csv"), {"insight.age"});
  EXPECT_EQ(no_recording.code, 1);
  EXPECT_NE(no_recording.err.find("none was given"), std::string::npos) << no_recording.err;
}

}  // namespace
}  // namespace insyn::cli
