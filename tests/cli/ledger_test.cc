// insyn ledger verify and show, on a copy of a ledger in a folder.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "agreement/testing.h"
#include "ledger/checkpoint/checkpoint.h"
#include "ledger/checkpoint/cosignature.h"
#include "ledger/entries/testing.h"
#include "ledger/folder/folder.h"
#include "ledger/tiles/appender.h"
#include "refused.h"
#include "sample.h"

namespace insyn::cli {
namespace {

using ledger::Entry;
using std::chrono::sys_seconds;

class LedgerVerbs : public ::testing::Test {
 protected:
  LedgerVerbs() : sample_(folder_), path_(folder_.path("ledger")) {
    std::filesystem::create_directory(path_);
    agree(fmt::format("[ledger]\norigin = \"ledger.example\"\nkey = \"{}\"\nwitnesses = [\"{}\"]\n",
                      ledger_.verifier().text(), witness_.verifier().text()));
    keep(ledger::example_entries());
  }

  void agree(const std::string& table) const {
    write_all(sample_.file("terms"), agreement::short_terms() + table);
    std::filesystem::remove(agreement());
    for (const char* who : {"employer", "union"}) {
      ASSERT_EQ(run({"agreement", "sign", sample_.file("terms"), "--key",
                     sample_.file(fmt::format("{}.sign", who))})
                    .code,
                0);
    }
    std::filesystem::rename(sample_.file("terms"), agreement());
  }
  std::string agreement() const { return sample_.file("agreement.note"); }

  // Adds entries to what the folder has, and signs and cosigns the checkpoint.
  void keep(const std::vector<Entry>& entries) {
    ledger::Folder folder(path_);
    auto appender = ledger::Appender::open(folder, checkpoint_.size, checkpoint_.root);
    ASSERT_TRUE(appender) << appender.error().message;
    for (const Entry& entry : entries) ASSERT_TRUE(appender->append(view_of(ledger::text_of(entry))));
    ASSERT_TRUE(appender->store());
    checkpoint_ = {"ledger.example", appender->size(), appender->root(), {}};
    sign(checkpoint_);
  }
  void sign(const ledger::Checkpoint& checkpoint, sys_seconds at = seconds_now()) const {
    const std::string text = ledger::text_of(checkpoint);
    write_all(path_ + "/checkpoint",
              note::sign(text, ledger_) + note::line_of(ledger::cosign(text, at, witness_)));
  }
  static sys_seconds seconds_now() { return std::chrono::floor<std::chrono::seconds>(SystemClock().utc()); }

  Ran verify(std::vector<std::string> more = {}) const {
    std::vector<std::string> arguments = {"ledger",
                                          "verify",
                                          path_,
                                          "--agreement",
                                          agreement(),
                                          "--pin",
                                          sample_.file("employer.pub"),
                                          "--pin",
                                          sample_.file("union.pub")};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run(arguments);
  }

  Folder folder_;
  Sample sample_;
  std::string path_;
  const note::Signer ledger_ = note::Signer::generate("ledger.example").value();
  const note::Signer witness_ = note::Signer::generate("witness.example").value();
  ledger::Checkpoint checkpoint_;
};

TEST_F(LedgerVerbs, WholeLedgerIsVerifiedAgainstTheAgreement) {
  const Ran ran = verify();
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("The ledger is whole: 20 entries"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("witness.example, "), std::string::npos) << ran.out;
  const auto json = nlohmann::json::parse(verify({"--json"}).out);
  EXPECT_EQ(json["size"], 20);
  EXPECT_EQ(json["valid"], true);
  EXPECT_EQ(json["in_order"], true);
  EXPECT_EQ(json["faults"].size(), 0U);
  EXPECT_EQ(json["witnesses"][0]["name"], "witness.example");
}

TEST_F(LedgerVerbs, AlteredEntryOrTileIsNamed) {
  for (const char* file : {"tile/entries/000.p/20", "tile/0/000.p/20"}) {
    const std::string before = read_all(path_ + "/" + file);
    std::string changed = before;
    changed.back() ^= 1;
    write_all(path_ + "/" + file, changed);
    expect_refused(verify(), "is not what the entries give");
    const auto json = nlohmann::json::parse(verify({"--json"}).out);
    EXPECT_EQ(json["valid"], false);
    write_all(path_ + "/" + file, before);
  }
  std::filesystem::remove(path_ + "/tile/0/000.p/20");
  expect_refused(verify(), "tile/0/000.p/20 is missing");
}

TEST_F(LedgerVerbs, EntryThatWasTakenOutIsMissed) {
  auto entries = ledger::example_entries();
  entries.pop_back();
  std::filesystem::remove_all(path_);
  std::filesystem::create_directory(path_);
  const ledger::Checkpoint whole = checkpoint_;
  checkpoint_ = {};
  keep(entries);
  sign(whole);
  EXPECT_EQ(verify().code, 1);
}

TEST_F(LedgerVerbs, EntriesThatDoNotFollowAreFaults) {
  keep({{SystemClock().utc(), ledger::ReadingBegun{{5}}}});
  const Ran ran = verify();
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.out.find("entry 20: it says that it follows from entry 5, which is no handing out"),
            std::string::npos)
      << ran.out;
  const auto json = nlohmann::json::parse(verify({"--json"}).out);
  EXPECT_EQ(json["valid"], true);
  EXPECT_EQ(json["in_order"], false);
  EXPECT_EQ(json["faults_found"], 1);
  EXPECT_EQ(json["faults"][0]["entry"], 20);
  EXPECT_EQ(json["faults"][0]["fault"], "follows-from-none");
}

TEST_F(LedgerVerbs, CheckpointOfAnotherKeyOrWithoutTheWitnessIsRefused) {
  const std::string text = ledger::text_of(checkpoint_);
  write_all(path_ + "/checkpoint", note::sign(text, ledger_));
  expect_refused(verify(), "cosigned by 0 of the 1 witnesses");
  write_all(path_ + "/checkpoint",
            note::sign(text, witness_) + note::line_of(ledger::cosign(text, seconds_now(), witness_)));
  expect_refused(verify(), "not signed by the ledger's key");
  ledger::Checkpoint other = checkpoint_;
  other.origin = "other.example";
  sign(other);
  expect_refused(verify(), "and not of “ledger.example”");
  write_all(path_ + "/checkpoint", text);
  expect_refused(verify(), "no signatures");
}

TEST_F(LedgerVerbs, OldCosignatureIsRefusedWhereAFreshOneIsAskedFor) {
  sign(checkpoint_, seconds_now() - std::chrono::hours(1));
  EXPECT_EQ(verify().code, 0);
  EXPECT_EQ(verify({"--max-age", "90"}).code, 0);
  expect_refused(verify({"--max-age", "10"}), "not fresh");
  EXPECT_EQ(verify({"--max-age", "0"}).code, 2);
}

TEST_F(LedgerVerbs, LedgerHasToHaveGrownFromAnEarlierCheckpoint) {
  const std::string before = sample_.file("before");
  write_all(before, read_all(path_ + "/checkpoint"));
  keep({{SystemClock().utc(), ledger::ReadingBegun{{7}}}});
  (void)verify();
  const Ran grown = verify({"--after", before});
  EXPECT_NE(grown.out.find("21 entries"), std::string::npos) << grown.out << grown.err;
  write_all(sample_.file("now"), read_all(path_ + "/checkpoint"));
  std::filesystem::copy(before, path_ + "/checkpoint", std::filesystem::copy_options::overwrite_existing);
  expect_refused(verify({"--after", sample_.file("now")}), "had 21 entries");

  // Another history under the same name.
  std::filesystem::remove_all(path_);
  std::filesystem::create_directory(path_);
  checkpoint_ = {};
  auto other = ledger::example_entries();
  other.front().time += std::chrono::seconds(1);
  keep(other);
  EXPECT_EQ(verify().code, 0);
  expect_refused(verify({"--after", before}), "two histories");
}

TEST_F(LedgerVerbs, AgreementWithoutALedgerNamesNone) {
  agree("");
  expect_refused(verify(), "names no ledger");
}

TEST_F(LedgerVerbs, ShowPrintsTheEntriesInBothLanguages) {
  const Ran english = run({"ledger", "show", path_});
  EXPECT_EQ(english.code, 0) << english.err;
  EXPECT_NE(english.out.find("Kundtjänstfacket approved the request of entry 5"), std::string::npos)
      << english.out;
  EXPECT_NE(english.err.find("Nothing was checked"), std::string::npos);
  EXPECT_EQ(std::count(english.out.begin(), english.out.end(), '\n'), 20);
  const Ran swedish = run({"ledger", "show", path_, "--language", "sv", "--from", "6"});
  EXPECT_NE(swedish.out.find("Kundtjänstfacket godkände begäran i post 5"), std::string::npos) << swedish.out;
  EXPECT_EQ(std::count(swedish.out.begin(), swedish.out.end(), '\n'), 14);
  const auto json = nlohmann::json::parse(run({"ledger", "show", path_, "--json"}).out);
  EXPECT_EQ(json["entries"][6]["kind"], "approval");
  EXPECT_EQ(json["entries"][6]["of"], "5");
  expect_refused(run({"ledger", "show", path_, "--from", "20"}), "there is none with the number 20");
  expect_refused(run({"ledger", "show", folder_.path("")}), "is no ledger's folder");
}

}  // namespace
}  // namespace insyn::cli
