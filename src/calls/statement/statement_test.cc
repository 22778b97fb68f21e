#include "calls/statement/statement.h"

#include <gtest/gtest.h>

#include "agreement/in_force_note.h"
#include "agreement/withdrawal.h"
#include "calls/statement/testing.h"

namespace insyn::calls {
namespace {

class StatementTest : public testing::Test {
 protected:
  const note::Signer pbx_ = note::Signer::generate("pbx").value(),
                     cloud_ = note::Signer::generate("cloud").value();
  const std::vector<agreement::CallSource> sources_ = {source_of(cloud_), source_of(pbx_)};
  const Statement example_ = example_statement();

  Result<Statement> read(const std::string& text) const {
    return verify_statement(note::sign(text, pbx_), sources_);
  }
};

TEST_F(StatementTest, ComesBackAsItWas) {
  Statement said = example_;
  for (const Event event :
       {Event::kBegin, Event::kHold, Event::kResume, Event::kEnd, Event::kPause, Event::kUnpause}) {
    said.event = event;
    said.previous = event == Event::kBegin ? 0 : said.sequence - 1;
    const auto read = verify_statement(sign_statement(said, pbx_).value(), sources_);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(*read, said);
  }
  said.kind = said.queue = "";
  EXPECT_EQ(verify_statement(sign_statement(said, pbx_).value(), sources_).value(), said);
}

TEST_F(StatementTest, OnlyTheSourceThatItNamesSays) {
  const std::string note = sign_statement(example_, pbx_).value();
  const std::vector<agreement::CallSource> another = {source_of(cloud_)};
  const std::vector<agreement::CallSource> new_key = {source_of(note::Signer::generate("pbx").value())};
  EXPECT_EQ(verify_statement(note, another).error().code, Code::kDenied);
  EXPECT_EQ(verify_statement(note, new_key).error().code, Code::kDenied);
  EXPECT_EQ(verify_statement(note, {}).error().code, Code::kDenied);
  // Another source of the same agreement, in this one's name.
  const auto in_its_name = verify_statement(sign_statement(example_, cloud_).value(), sources_);
  ASSERT_FALSE(in_its_name);
  EXPECT_EQ(in_its_name.error().code, Code::kDenied);
  EXPECT_FALSE(verify_statement(with(note, "\"201\"", "\"202\""), sources_));
  EXPECT_FALSE(verify_statement(statement_text(example_).value(), sources_)) << "unsigned";
}

TEST_F(StatementTest, IsReadWithoutAskingWhoHasSigned) {
  const std::string note = sign_statement(example_, cloud_).value();
  EXPECT_EQ(read_claim(note).value().statement, example_);
  EXPECT_EQ(read_claim("x\n").error().code, Code::kCorrupt);
  EXPECT_EQ(read_claim(std::string(kLargestCallNote + 1, 'x')).error().code, Code::kCorrupt);
}

// One statement has one note: nobody adds to it what would make it look like another.
TEST_F(StatementTest, NobodySignsBesideTheSource) {
  const std::string note = sign_statement(example_, pbx_).value();
  const std::string twice = note::add_signature(note, note::Signer::generate("somebody").value()).value();
  const auto refused = verify_statement(twice, sources_);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::kDenied);
}

TEST_F(StatementTest, AnotherSpellingOfTheSameIsRefused) {
  const std::string good = statement_text(example_).value();
  ASSERT_TRUE(read(good));
  for (const std::string& text :
       {"# a comment\n" + good, good + "\n",
        with(good, "sequence = 1796112903251", "sequence = 1_796_112_903_251"),
        with(good, "at = 2026-12-01T08:15:03.251Z", "at = 2026-12-01T09:15:03.251+01:00"),
        with(good, "at = 2026-12-01T08:15:03.251Z", "at = 2026-12-01T08:15:03.2510Z"),
        with(good, "kind = \"Faktura\"", "kind = 'Faktura'"),
        with(good, "\"201\"", "\"\\u0032\\u0030\\u0031\""), with(good, "previous = 0\n", ""),
        with(with(good, "previous = 0\n", ""), "at = ", "previous = 0\nat = ") + "#\n"}) {
    const auto refused = read(text);
    ASSERT_FALSE(refused) << text;
    EXPECT_EQ(refused.error().code, Code::kCorrupt) << refused.error().message;
  }
}

TEST_F(StatementTest, WhatIsNoStatementIsRefused) {
  const std::string good = statement_text(example_).value();
  for (const std::string& text :
       {with(good, "insyn_call_statement = 1", "insyn_call_statement = 2"),
        with(good, "insyn_call_statement = 1\n", ""), with(good, "\"begin\"", "\"began\""),
        with(good, "\"begin\"", "1"), with(good, "call = \"1796112896.4711\"\n", ""),
        with(good, "1796112896.4713", ""), with(good, "\"201\"", "\" 201\""), with(good, "\"201\"", "201"),
        with(good, "\"Faktura\"", "\"\""), with(good, "\"Faktura\"", "\"Faktura \""),
        with(good, "sequence = 1796112903251", "sequence = 0"), with(good, "previous = 0", "previous = -1"),
        with(good, "sequence = 1796112903251", "sequence = 9007199254740992"),
        with(good, "at = 2026-12-01T08:15:03.251Z", "at = 2026-12-01"), good + "caller = \"0701234567\"\n",
        std::string("hello\n")}) {
    EXPECT_FALSE(read(text)) << text;
  }
}

TEST_F(StatementTest, ValuesFitEachOther) {
  const std::string good = statement_text(example_).value();
  EXPECT_FALSE(read(with(good, "previous = 0", "previous = 7"))) << "a call begins once";
  EXPECT_FALSE(read(with(good, "\"begin\"", "\"hold\""))) << "nothing is held before it begins";
  const std::string hold = with(with(good, "\"begin\"", "\"hold\""), "previous = 0", "previous = 7");
  EXPECT_TRUE(read(hold));
  EXPECT_FALSE(read(with(hold, "previous = 7", "previous = 1796112903251")));
  EXPECT_FALSE(read(with(good, "began = 2026-12-01T08:15:03.250Z", "began = 2026-12-01T08:15:03.252Z")));
}

TEST_F(StatementTest, WhatCouldNotBeReadIsNotSigned) {
  const auto refused = [&](auto change) {
    Statement said = example_;
    change(said);
    const auto text = statement_text(said);
    EXPECT_TRUE(text || text.error().code == Code::kPermanent);
    return !text.has_value();
  };
  EXPECT_FALSE(refused([](Statement& s) { s.call = std::string(kLongestCall, 'c'); }));
  EXPECT_TRUE(refused([](Statement& s) { s.call = std::string(kLongestCall + 1, 'c'); }));
  EXPECT_FALSE(refused([](Statement& s) { s.leg = std::string(kLongestLeg, 'c'); }));
  EXPECT_TRUE(refused([](Statement& s) { s.leg = std::string(kLongestLeg + 1, 'c'); }));
  EXPECT_FALSE(refused([](Statement& s) { s.agent = std::string(kLongestNumber, '1'); }));
  EXPECT_TRUE(refused([](Statement& s) { s.agent = std::string(kLongestNumber + 1, '1'); }));
  EXPECT_TRUE(refused([](Statement& s) { s.kind = std::string(kLongestKind + 1, 'c'); }));
  EXPECT_TRUE(refused([](Statement& s) { s.queue = std::string(kLongestQueue + 1, 'c'); }));
  EXPECT_TRUE(refused([](Statement& s) { s.source = std::string(kLongestSource + 1, 'c'); }));
  EXPECT_TRUE(refused([](Statement& s) { s.agent = ""; }));
  EXPECT_TRUE(refused([](Statement& s) { s.leg = "a\nb"; }));
  EXPECT_TRUE(refused([](Statement& s) { s.call = "a\xff"; }));
  EXPECT_TRUE(refused([](Statement& s) { s.sequence = kLastSequence + 1; }));
  EXPECT_TRUE(refused([](Statement& s) { s.sequence = ~std::uint64_t{0}; }));
  EXPECT_TRUE(refused([](Statement& s) { s.previous = 3; }));
}

TEST_F(StatementTest, LongestNoteIsRead) {
  const note::Signer long_name = note::Signer::generate(std::string(255, 'w')).value();
  Statement said = example_;
  said.source = std::string(kLongestSource, 's');
  said.call = std::string(kLongestCall, '"');
  said.leg = std::string(kLongestLeg, '"');
  said.agent = std::string(kLongestNumber, '"');
  said.kind = std::string(kLongestKind, '"');
  said.queue = std::string(kLongestQueue, '"');
  said.sequence = kLastSequence;
  const std::string note = sign_statement(said, long_name).value();
  const std::vector<agreement::CallSource> sources = {{said.source, long_name.verifier(), 5}};
  EXPECT_EQ(verify_statement(note, sources).value(), said);
  EXPECT_LE(note.size(), kLargestCallNote);
  const std::string longer = note::sign(std::string(kLargestCallNote, 'x') + "\n", long_name);
  EXPECT_EQ(verify_statement(longer, sources).error().message, "the call source's note is too long");
}

// The first line says what a note is, so that a key which signs two kinds signs neither in place of the
// other.
TEST_F(StatementTest, IsNoOtherNoteAndNoOtherNoteIsOne) {
  const std::string note = sign_statement(example_, pbx_).value();
  EXPECT_FALSE(verify_answer(note, sources_));
  EXPECT_FALSE(agreement::verify_in_force(note, pbx_.verifier()));
  const std::vector<note::PublicKeys> party = {{note::Role::kUnion, "pbx", pbx_.verifier(), ""}};
  EXPECT_FALSE(agreement::verify_withdrawal(note, party));
  EXPECT_FALSE(verify_statement(sign_answer(example_answer(), pbx_).value(), sources_));
  EXPECT_FALSE(read(agreement::in_force_text({Digest(), example_.at, {}}).value()));
  EXPECT_FALSE(read(agreement::withdrawal_text({Digest(), "id", "pbx", example_.at, ""})));
}

}  // namespace
}  // namespace insyn::calls
