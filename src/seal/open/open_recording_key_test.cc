#include "seal/open/open_recording_key.h"

#include <gtest/gtest.h>

#include "seal/age.h"
#include "seal/open/identity.h"
#include "seal/open/open_age.h"
#include "seal/open/testing.h"
#include "seal/recording_key.h"

namespace insyn::seal {
namespace {

class OpenByTwo : public ::testing::Test {
 protected:
  Bytes key_age() const {
    const Recipient to_union = union_key_.recipient(), to_employer = employer_key_.recipient();
    return wrap_for_two(recording_, {&to_union, 1}, {&to_employer, 1}).value();
  }

  Error refusal(const Identity& first, const Identity& second) const {
    auto opened = open_by_two(key_age(), only(first), only(second));
    return opened ? Error{Code::kPermanent, "it opened"} : opened.error();
  }

  // `text` sealed to both parties as key.age is.
  Bytes sealed_twice(std::string_view text) const {
    const Recipient to_union = union_key_.recipient(), to_employer = employer_key_.recipient();
    return seal_to({&to_union, 1}, seal_to({&to_employer, 1}, view_of(text)).value()).value();
  }

  Identity recording_ = Identity::generate();
  Identity union_key_ = Identity::generate();
  Identity employer_key_ = Identity::generate();
  Identity stranger_ = Identity::generate();
};

TEST_F(OpenByTwo, BothKeysOpen) {
  const auto opened = open_by_two(key_age(), only(union_key_), only(employer_key_));
  ASSERT_TRUE(opened.has_value()) << opened.error().message;
  EXPECT_EQ(opened->recipient(), recording_.recipient());
}

TEST_F(OpenByTwo, SaysThatTheFirstKeyIsWrong) {
  const Error error = refusal(stranger_, employer_key_);
  EXPECT_EQ(error.code, Code::kDenied);
  EXPECT_TRUE(error.message.starts_with("the first key does not open")) << error.message;
}

TEST_F(OpenByTwo, SaysThatTheSecondKeyIsWrong) {
  const Error error = refusal(union_key_, stranger_);
  EXPECT_EQ(error.code, Code::kDenied);
  EXPECT_TRUE(error.message.starts_with("only the union's layer opened")) << error.message;
}

TEST_F(OpenByTwo, SaysThatTheKeysAreInTheWrongOrder) {
  const Error error = refusal(employer_key_, union_key_);
  EXPECT_EQ(error.code, Code::kDenied);
  EXPECT_TRUE(error.message.starts_with("the keys are in the wrong order")) << error.message;
}

TEST_F(OpenByTwo, OnePartyTwiceOpensNothing) {
  EXPECT_EQ(refusal(union_key_, union_key_).code, Code::kDenied);
  EXPECT_EQ(refusal(employer_key_, employer_key_).code, Code::kDenied);
}

TEST_F(OpenByTwo, ADamagedKeyFileIsCorruptWhateverTheKeys) {
  Bytes damaged = key_age();
  damaged.back() ^= 1;
  EXPECT_EQ(open_by_two(damaged, only(union_key_), only(employer_key_)).error().code, Code::kCorrupt);
  EXPECT_EQ(open_by_two({}, only(union_key_), only(employer_key_)).error().code, Code::kCorrupt);
}

TEST_F(OpenByTwo, ADamagedInnerLayerIsCorrupt) {
  const Recipient to_union = union_key_.recipient();
  Bytes inner = take_off_union_layer(key_age(), only(union_key_)).value();
  inner.back() ^= 1;
  const Bytes damaged = seal_to({&to_union, 1}, inner).value();
  EXPECT_EQ(open_by_two(damaged, only(union_key_), only(employer_key_)).error().code, Code::kCorrupt);
}

TEST_F(OpenByTwo, ContentThatIsNotOneIdentityIsCorrupt) {
  const std::string two = identity_file_text(recording_, "") + identity_file_text(stranger_, "");
  for (const std::string& text : {std::string("no identity"), two}) {
    EXPECT_EQ(open_by_two(sealed_twice(text), only(union_key_), only(employer_key_)).error().code,
              Code::kCorrupt);
  }
}

TEST_F(OpenByTwo, WithoutAnOrderItSaysWhichLayerIsShut) {
  const Bytes sealed = sealed_twice(identity_file_text(recording_, ""));
  std::vector<Identity> keys;
  for (const Identity* one : {&employer_key_, &union_key_})
    keys.push_back(parse_identity(one->secret_text()).value());
  EXPECT_EQ(open_two_layers(sealed, keys).value().recipient(), recording_.recipient());
  EXPECT_NE(open_two_layers(sealed, only(employer_key_)).error().message.find("outer layer"),
            std::string::npos);
  EXPECT_NE(open_two_layers(sealed, only(union_key_)).error().message.find("only the outer"),
            std::string::npos);
}

TEST_F(OpenByTwo, OnesOwnOpensWithOnesOwnKeyOnly) {
  const Recipient agent = stranger_.recipient();
  const std::string text = identity_file_text(recording_, "");
  const Bytes sealed = seal_to({&agent, 1}, view_of(text)).value();
  EXPECT_EQ(open_one_layer(sealed, only(stranger_)).value().front().recipient(), recording_.recipient());
  EXPECT_EQ(open_one_layer(sealed, only(union_key_)).error().code, Code::kDenied);
  const std::vector<const Identity*> both = {&recording_, &employer_key_};
  const auto opened = open_one_layer(wrap_for_one(both, {&agent, 1}).value(), only(stranger_)).value();
  ASSERT_EQ(opened.size(), 2U);
  EXPECT_EQ(opened[1].recipient(), employer_key_.recipient());
}

struct Parties {
  Identity recording = Identity::generate();
  Identity union_key = Identity::generate();
  Identity employer_key = Identity::generate();

  Bytes key_age() const {
    const Recipient to_union = union_key.recipient(), to_employer = employer_key.recipient();
    return wrap_for_two(recording, {&to_union, 1}, {&to_employer, 1}).value();
  }
};

TEST(RecordingKey, WhatTheUnionHandsBackOpensWithTheEmployersKeyOnly) {
  const Parties parties;
  const Bytes inner = take_off_union_layer(parties.key_age(), only(parties.union_key)).value();
  const Bytes text = open_with(only(parties.employer_key), inner, kLimit).value();
  EXPECT_EQ(parse_identity_file(text_of(text)).value().front().recipient(), parties.recording.recipient());
  EXPECT_EQ(open_with(only(parties.union_key), inner, kLimit).error().code, Code::kDenied);
}

TEST(RecordingKey, TheUnionNeverSeesTheKey) {
  const Parties parties;
  const Bytes inner = take_off_union_layer(parties.key_age(), only(parties.union_key)).value();
  EXPECT_EQ(text_of(inner).find(parties.recording.secret_text()), std::string_view::npos);
}

TEST(RecordingKey, TheEmployerAloneOpensNothing) {
  const Parties parties;
  EXPECT_EQ(take_off_union_layer(parties.key_age(), only(parties.employer_key)).error().code, Code::kDenied);
}

TEST(RecordingKey, RefusesAKeyNamedForBothParties) {
  const Parties parties;
  const std::vector<Recipient> to_union = {Identity::generate().recipient(), parties.union_key.recipient()};
  const std::vector<Recipient> to_employer = {parties.employer_key.recipient(),
                                              parties.union_key.recipient()};
  const auto wrapped = wrap_for_two(parties.recording, to_union, to_employer);
  ASSERT_FALSE(wrapped.has_value());
  EXPECT_EQ(wrapped.error().code, Code::kDenied);
}

TEST(RecordingKey, RefusesALayerForNobody) {
  const Parties parties;
  const Recipient someone = parties.union_key.recipient();
  EXPECT_FALSE(wrap_for_two(parties.recording, {&someone, 1}, {}).has_value());
  EXPECT_FALSE(wrap_for_two(parties.recording, {}, {&someone, 1}).has_value());
}

TEST(RecordingKey, AKeySealedOnceIsRefusedInsteadOfGivenToTheUnion) {
  const Parties parties;
  const Recipient to_union = parties.union_key.recipient();
  const std::string text = identity_file_text(parties.recording, "");
  const Bytes sealed_once = seal_to({&to_union, 1}, view_of(text)).value();
  const auto inner = take_off_union_layer(sealed_once, only(parties.union_key));
  ASSERT_FALSE(inner.has_value());
  EXPECT_EQ(inner.error().code, Code::kCorrupt);
}

}  // namespace
}  // namespace insyn::seal
