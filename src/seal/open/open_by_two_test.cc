#include "seal/open/open_by_two.h"

#include <gtest/gtest.h>

#include "seal/recording_key.h"

namespace insyn::seal {
namespace {

class OpenByTwo : public ::testing::Test {
 protected:
  static std::span<const Identity> only(const Identity& identity) { return {&identity, 1}; }

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

}  // namespace
}  // namespace insyn::seal
