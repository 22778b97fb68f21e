#include "seal/recording_key.h"

#include <gtest/gtest.h>

namespace insyn::seal {
namespace {

constexpr std::size_t kLimit = 1 << 20;

struct Parties {
  Identity recording = Identity::generate();
  Identity union_key = Identity::generate();
  Identity employer_key = Identity::generate();

  Bytes key_age() const {
    const Recipient to_union = union_key.recipient(), to_employer = employer_key.recipient();
    return wrap_for_two(recording, {&to_union, 1}, {&to_employer, 1}).value();
  }
};

std::span<const Identity> only(const Identity& identity) { return {&identity, 1}; }

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
