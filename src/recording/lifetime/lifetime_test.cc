#include <gtest/gtest.h>

#include "base/testing.h"
#include "note/note.h"
#include "recording/lifetime/discard.h"
#include "recording/lifetime/hold.h"

namespace insyn::recording {
namespace {

const std::string kId = "0123456789abcdef0123456789abcdef";

note::Signer signer(std::string_view name) { return note::Signer::generate(name).value(); }
DiscardOrder order() { return {kId, "a17", parse_utc("2026-12-01T09:00:00.000Z").value()}; }
Hold hold() { return {kId, parse_utc("2027-02-28T23:00:00.000Z").value(), "Ärende 17"}; }
note::PublicKeys keys(note::Role role, const note::Signer& signer) {
  return {role, signer.verifier().name(), signer.verifier(), ""};
}

TEST(Discard, SaysWhatItsAgentSigned) {
  const note::Signer desk = signer("a17-desk"), home = signer("a17-home");
  const std::vector<note::Verifier> agent = {desk.verifier(), home.verifier()};
  for (const note::Signer* key : {&desk, &home})
    EXPECT_EQ(verify_discard(note::sign(text_of(order()), *key), agent).value(), order());
}

TEST(Discard, ByAnybodyElseIsRefused) {
  const note::Signer own = signer("a17"), other = signer("a17");
  const std::vector<note::Verifier> agent = {own.verifier()};
  const std::string note = note::sign(text_of(order()), own);
  EXPECT_EQ(verify_discard(note::sign(text_of(order()), other), agent).error().code, Code::kDenied);
  EXPECT_FALSE(verify_discard(note::add_signature(note, other).value(), agent));
  EXPECT_FALSE(verify_discard(with(note, "agent a17", "agent a18"), agent));
  EXPECT_FALSE(verify_discard(note, {}));
}

TEST(Discard, InAnotherFormIsRefused) {
  const std::string text = text_of(order());
  EXPECT_EQ(parse_discard(text).value(), order());
  for (const auto& [from, to] : {std::pair("discard 1", "discard 2"),
                                 {"id 0", "id ../"},
                                 {"agent a17\n", ""},
                                 {"agent a17", "agent "},
                                 {"09:00:00.000Z", "09:00:00Z"},
                                 {"agent a17\n", "agent a17\nagent a17\n"},
                                 {"\ntime", "\n\ntime"},
                                 {"agent a17\n", "agent a17\nwhy because\n"}})
    EXPECT_FALSE(parse_discard(with(text, from, to))) << to;
}

TEST(Hold, SaysWhatBothPartiesSigned) {
  const note::Signer employer = signer("E"), union_side = signer("U");
  const std::string note = note::add_signature(note::sign(text_of(hold()), employer), union_side).value();
  const auto read =
      verify_hold(note, {keys(note::Role::kEmployer, employer), keys(note::Role::kUnion, union_side)});
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(*read, hold());
}

TEST(Hold, ThatOnePartyHasNotSignedIsRefused) {
  const note::Signer employer = signer("E"), union_side = signer("U"), other = signer("U");
  const std::vector<note::PublicKeys> parties = {keys(note::Role::kEmployer, employer),
                                                 keys(note::Role::kUnion, union_side)};
  const std::string by_one = note::sign(text_of(hold()), employer);
  EXPECT_FALSE(verify_hold(by_one, parties));
  EXPECT_FALSE(verify_hold(note::sign(text_of(hold()), union_side), parties));
  EXPECT_FALSE(verify_hold(note::add_signature(by_one, other).value(), parties));
  EXPECT_FALSE(verify_hold(by_one, {}));
  const std::string note = note::add_signature(by_one, union_side).value();
  EXPECT_FALSE(verify_hold(with(note, "2027", "2028"), parties));
}

TEST(Hold, ByAPartyWithoutAKeyThatSignsIsRefused) {
  const note::Signer employer = signer("E");
  note::PublicKeys keyless = keys(note::Role::kUnion, employer);
  keyless.verifier.reset();
  const std::string by_one = note::sign(text_of(hold()), employer);
  EXPECT_FALSE(verify_hold(by_one, {keys(note::Role::kEmployer, employer), keyless}));
}

// Signatures of nobody make a note longer than any that is made.
TEST(Hold, AndDiscardThatAreTooLongAreRefused) {
  const note::Signer key = signer("a17");
  std::string order_note = note::sign(text_of(order()), key), hold_note = note::sign(text_of(hold()), key);
  const std::vector<note::Verifier> agent = {key.verifier()};
  const std::vector<note::PublicKeys> parties = {keys(note::Role::kEmployer, key)};
  EXPECT_TRUE(verify_hold(hold_note, parties));
  while (hold_note.size() <= kLargestHoldNote)
    hold_note = note::add_signature(hold_note, signer(std::string(90, 'x'))).value();
  EXPECT_EQ(verify_hold(hold_note, parties).error().code, Code::kCorrupt);
  order_note.append(kLargestDiscardNote, 'x');
  EXPECT_EQ(verify_discard(order_note, agent).error().code, Code::kCorrupt);
}

TEST(Hold, InAnotherFormIsRefused) {
  const std::string text = text_of(hold());
  EXPECT_EQ(parse_hold(text).value(), hold());
  for (const auto& [from, to] : {std::pair("hold 1", "hold 2"),
                                 {"id 0", "id x"},
                                 {"because Ärende 17\n", ""},
                                 {"because Ärende 17", "because "},
                                 {"because Ärende 17\n", "because Ärende 17\nbecause Ärende 17\n"},
                                 {"until 2027", "until  2027"},
                                 {"23:00:00.000Z", "23:00:00Z"}})
    EXPECT_FALSE(parse_hold(with(text, from, to))) << to;
}

}  // namespace
}  // namespace insyn::recording
