// A recorder under an agreement with a ledger: it keeps nothing unless the union's witness has said not long
// ago that the agreement is in force.
#include <gtest/gtest.h>

#include "agreement/in_force_note.h"
#include "base/check.h"
#include "enrolment/feed.h"
#include "note/note.h"
#include "os/file.h"
#include "support/service.h"
#include "support/until.h"
#include "support/wall_clock.h"

namespace insyn {
namespace {

using recording::EndReason;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

class LedgerTest : public testing::Test {
 protected:
  LedgerTest() {
    desk_.open_support_window();
    terms_ = desk_.terms();
    terms_.more = fmt::format(
        "[ledger]\norigin = \"ledger.example\"\nkey = \"{}\"\nwitnesses = [\"{}\"]\ngrace_hours = 4\n",
        ledger_.verifier().text(), witness_.verifier().text());
    CHECK(create_folder(service_.feed()));
  }
  void start() { service_.start(terms_, clock_.before()); }
  Digest agreement() const {
    const std::string note = read_text(service_.enrolment() / "agreement.note", std::size_t{1} << 20).value();
    return sha256(view_of(note::parse(note).value().text));
  }
  // What the witness said `ago`.
  std::string word(std::chrono::minutes ago, const Digest& about,
                   const std::set<std::string>& enough = {}) const {
    return note::sign(agreement::in_force_text({about, SystemClock().utc() - ago, enough}).value(), witness_);
  }
  void bring(const std::string& note, const std::string& name = "any.in-force") const {
    CHECK(write_file(service_.feed() / name, view_of(note), Access::kEveryoneReads, IfExists::kReplace));
  }
  void expect_refused(const std::string& why, const std::vector<std::string>& more = {}) {
    std::vector<std::string> words = {"begin", fmt::format("refused-{}", ++refused_)};
    words.insert(words.end(), more.begin(), more.end());
    const support::Ran ran = service_.call(words);
    EXPECT_EQ(ran.code, 1);
    EXPECT_NE(ran.err.find(why), std::string::npos) << ran.err;
    EXPECT_EQ(desk_.recordings(), 0U);
  }

  note::Signer ledger_ = note::Signer::generate("ledger.example").value();
  note::Signer witness_ = note::Signer::generate("witness.example").value();
  support::Desk desk_;
  support::Service service_{desk_};
  support::WallClock clock_{desk_.folder.path()};
  support::TestTerms terms_;
  int refused_ = 0;  // calls so far
};

TEST_F(LedgerTest, NothingIsRecordedWithoutTheWitnessesWordAndThenItIs) {
  start();
  expect_refused("witness.example has not said that the agreement is in force");
  bring(word(minutes(1), agreement()));
  service_.begin("4711");
}

TEST_F(LedgerTest, NothingIsRecordedByAWordThatIsNone) {
  start();
  const std::string none = "has not said that the agreement is in force";
  bring(word(minutes(1), sha256(view_of("another agreement"))));
  expect_refused(none);
  std::string forged = word(minutes(1), agreement());
  forged.replace(forged.find("at = 20"), 7, "at = 19");
  bring(forged);
  expect_refused(none);
  const std::string text = note::parse(word(minutes(1), agreement())).value().text;
  bring(note::sign(text, note::Signer::generate("witness.example").value()));
  expect_refused(none);
  bring("no note");
  expect_refused(none);
  // Ahead of this computer's clock.
  bring(word(-minutes(6), agreement()));
  expect_refused(none);
  bring(word(hours(4), agreement()));
  expect_refused("witness.example said last at");
  // A good one beside all of these.
  bring(word(minutes(1), agreement()), "other.in-force");
  service_.begin("4711");
}

// A server that keeps a withdrawal away gains hours and not weeks.
TEST_F(LedgerTest, AWordThatGetsTooOldEndsACall) {
  start();
  bring(word(minutes(1), agreement()));
  const Path folder = service_.begin("4711");
  clock_.shift(hours(3));
  EXPECT_EQ(service_.activity(), "recording");
  clock_.shift(hours(4));
  const Utc then = SystemClock().utc();
  support::until("the recording to be closed",
                 [&] { return recording::Recording::read(folder).value().closing.has_value(); });
  EXPECT_LT(SystemClock().utc() - then, seconds(2));
  EXPECT_STREQ(code_of(desk_.parties.end_of(folder).reason), code_of(EndReason::kAgreementEnded));
  EXPECT_NE(service_.call({"status"}).out.find("said last at"), std::string::npos);
}

TEST_F(LedgerTest, AWithdrawalThatTheFeedBringsEndsACall) {
  start();
  bring(word(minutes(1), agreement()));
  const Path folder = service_.begin("4711");
  const Path withdrawal = desk_.folder / "w.withdrawal";
  const support::Ran ran = support::run(
      desk_.folder.path(),
      {support::insyn(), "agreement", "withdraw", (service_.enrolment() / "agreement.note").string(), "--key",
       desk_.parties.file("union.sign").string(), "--out", withdrawal.string()});
  ASSERT_EQ(ran.code, 0) << ran.err;
  std::filesystem::copy_file(withdrawal, service_.feed() / "any.withdrawal");
  support::until("the recording to be closed",
                 [&] { return recording::Recording::read(folder).value().closing.has_value(); });
  EXPECT_NE(service_.call({"status"}).out.find("withdrew the agreement"), std::string::npos);
}

TEST_F(LedgerTest, OfAKindOfWhichThereAreEnoughNoMoreAreMade) {
  start();
  bring(word(minutes(1), agreement(), {"faktura"}));
  expect_refused("as many recordings of questions of the kind “faktura” as agreed", {"--kind", "faktura"});
  service_.begin("4712");
}

}  // namespace
}  // namespace insyn
