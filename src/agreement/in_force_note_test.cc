#include "agreement/in_force_note.h"

#include <gtest/gtest.h>

#include "agreement/testing.h"
#include "os/file.h"

namespace insyn::agreement {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

class InForceTest : public testing::Test {
 protected:
  const note::Signer one_ = note::Signer::generate("one").value(),
                     two_ = note::Signer::generate("two").value(),
                     log_ = note::Signer::generate("log").value();
  const Digest agreement_ = sha256(view_of("an agreement"));
  const Utc now_ = utc("2026-12-02T09:00:00.000Z");

  Ledger ledger(std::vector<note::Verifier> witnesses) const {
    return {"ledger.example", log_.verifier(), std::move(witnesses), 4};
  }
  std::string word(const note::Signer& witness, Utc at, std::set<std::string> enough = {}) const {
    return note::sign(in_force_text({agreement_, at, std::move(enough)}).value(), witness);
  }
  Result<InForceUntil> check(const std::vector<std::string>& notes, const Ledger& ledger) const {
    return check_in_force(notes, ledger, agreement_, now_);
  }
  Ledger one() const { return ledger({one_.verifier()}); }
};

TEST_F(InForceTest, ComesBackAsItWas) {
  const InForce word{agreement_, now_, {"Flytt", "Faktura", "å \"ä\""}};
  const auto read = verify_in_force(note::sign(in_force_text(word).value(), one_), one_.verifier());
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(*read, word);
}

TEST_F(InForceTest, AnythingElseIsRefused) {
  const std::string good = in_force_text({agreement_, now_, {"Faktura", "Flytt"}}).value();
  const auto refused = [&](const std::string& text) {
    return !verify_in_force(note::sign(text, one_), one_.verifier()).has_value();
  };
  EXPECT_FALSE(refused(good));
  EXPECT_TRUE(refused(with(good, "insyn_in_force = 1", "insyn_in_force = 2")));
  EXPECT_TRUE(refused(with(good, "insyn_in_force = 1\n", "")));
  EXPECT_TRUE(refused(with(good, "enough = [\"Faktura\", \"Flytt\"]\n", "")));
  EXPECT_TRUE(refused(with(good, "\"Faktura\", \"Flytt\"", "\"Flytt\", \"Faktura\"")));
  EXPECT_TRUE(refused(with(good, "\"Faktura\", \"Flytt\"", "\"Flytt\", \"Flytt\"")));
  EXPECT_TRUE(refused(with(good, "\"Faktura\"", "1")));
  EXPECT_TRUE(refused(with(good, "\"Faktura\"", "\"\"")));
  EXPECT_TRUE(refused(with(good, "at = 2026-12-02T09:00:00.000Z", "at = 2026-12-02T10:00:00.000+01:00")));
  EXPECT_TRUE(refused(with(good, "at = 2026-12-02T09:00:00.000Z", "at = 2026-12-02")));
  EXPECT_TRUE(refused(good + "more = 1\n"));
  EXPECT_TRUE(refused(good + "\n"));
  EXPECT_TRUE(refused("# a comment\n" + good));
  EXPECT_FALSE(verify_in_force(good, one_.verifier())) << "unsigned";
  EXPECT_FALSE(verify_in_force(note::sign(good, two_), one_.verifier()));
  EXPECT_FALSE(verify_in_force(with(note::sign(good, one_), "Faktura", "Fakture"), one_.verifier()));
  EXPECT_FALSE(in_force_text({agreement_, now_, {"a\nb"}}));
  EXPECT_FALSE(in_force_text({agreement_, now_, {""}}));
}

// What is written can be read, however long the name of the key; what could not is not written.
TEST_F(InForceTest, NoteIsNeverLongerThanAReaderTakes) {
  const note::Signer long_name = note::Signer::generate(std::string(255, 'w')).value();
  InForce word{agreement_, now_, {}};
  for (int i = 0; i < 318; ++i) word.enough.insert(fmt::format("{:0>198}", i));
  const auto longest = in_force_text(word);
  ASSERT_TRUE(longest) << longest.error().message;
  EXPECT_GT(longest->size(), std::size_t{63} * 1000);
  const std::string note = note::sign(*longest, long_name);
  EXPECT_LE(note.size(), kLargestInForceNote);
  EXPECT_EQ(verify_in_force(note, long_name.verifier()).value(), word);
  word.enough.insert(std::string(200, 'x'));
  word.enough.insert(std::string(200, 'y'));
  const auto longer = in_force_text(word);
  ASSERT_FALSE(longer);
  EXPECT_EQ(longer.error().code, Code::kPermanent);
  InForce many{agreement_, now_, {}};
  for (int i = 0; i < 1000; ++i) many.enough.insert(std::to_string(i));
  EXPECT_TRUE(in_force_text(many));
  many.enough.insert("one more");
  EXPECT_FALSE(in_force_text(many));
}

TEST_F(InForceTest, CountsUntilGraceIsOver) {
  const auto fresh = check({word(one_, now_ - hours(4) + seconds(1))}, one());
  ASSERT_TRUE(fresh) << fresh.error().message;
  EXPECT_EQ(fresh->until, now_ + seconds(1));
  const auto old = check({word(one_, now_ - hours(4))}, one());
  ASSERT_FALSE(old);
  EXPECT_EQ(old.error().code, Code::kDenied);
  EXPECT_FALSE(check({}, one()));
}

TEST_F(InForceTest, WordAheadOfTheClockDoesNotCount) {
  EXPECT_TRUE(check({word(one_, now_ + minutes(5))}, one()));
  EXPECT_FALSE(check({word(one_, now_ + minutes(5) + seconds(1))}, one()));
  EXPECT_TRUE(check({word(one_, now_ + hours(9)), word(one_, now_)}, one())) << "a good one beside it does";
}

TEST_F(InForceTest, EachWitnessHasToSaySo) {
  const Ledger both = ledger({one_.verifier(), two_.verifier()});
  EXPECT_FALSE(check({word(one_, now_)}, both));
  EXPECT_FALSE(check({word(one_, now_), word(two_, now_ - hours(5))}, both));
  EXPECT_FALSE(check({word(one_, now_), word(one_, now_)}, both));
  const auto all = check({word(one_, now_ - hours(1), {"Faktura"}), word(two_, now_, {"Flytt"})}, both);
  ASSERT_TRUE(all);
  EXPECT_EQ(all->until, now_ + hours(3));
  EXPECT_EQ(all->enough, (std::set<std::string>{"Faktura", "Flytt"}));
}

TEST_F(InForceTest, NewestWordCountsWhateverComesFirst) {
  const std::vector<std::string> notes = {word(one_, now_ - hours(2), {"Faktura"}), word(one_, now_, {}),
                                          word(one_, now_ - hours(3), {"Flytt"}), "garbage"};
  EXPECT_EQ(check(notes, one())->until, now_ + hours(4));
  EXPECT_TRUE(check(notes, one())->enough.empty());
}

TEST_F(InForceTest, WordOnAnotherAgreementIsNone) {
  const std::string other = note::sign(in_force_text({sha256(view_of("another")), now_, {}}).value(), one_);
  EXPECT_FALSE(check({other}, one()));
}

TEST_F(InForceTest, LedgerIsNotItsOwnWitnessAndNoKeySpeaksTwice) {
  EXPECT_FALSE(check({word(log_, now_)}, ledger({log_.verifier()})));
  EXPECT_FALSE(check({word(one_, now_)}, ledger({one_.verifier(), one_.verifier()})));
  EXPECT_FALSE(check({word(one_, now_)}, ledger({})));
}

// docs/ledger.md is a contract: its note is checked from the page itself.
TEST(InForceExample, IsReadAndWrittenByteForByte) {
  const std::string page = read_text(Path(INSYN_SOURCE_DIR) / "docs/ledger.md", std::size_t{1} << 20).value();
  const std::string begin = "```in-force.note\n";
  const std::size_t at = page.find(begin) + begin.size();
  const std::string note = page.substr(at, page.find("```\n", at) - at);
  const auto witness =
      note::Signer::parse("PRIVATE+KEY+witness.example+9b7f51ad+ASIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIi")
          .value();
  const auto word = verify_in_force(note, witness.verifier());
  ASSERT_TRUE(word) << word.error().message;
  EXPECT_EQ(
      *word,
      (InForce{sha256(view_of("an agreement")), utc("2026-12-02T09:00:00.000Z"), {"Faktura", "Flytt"}}));
  EXPECT_EQ(note::sign(in_force_text(*word).value(), witness), note);
}

}  // namespace
}  // namespace insyn::agreement
