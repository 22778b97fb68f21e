#include "calls/statement/answer.h"

#include <gtest/gtest.h>

#include "calls/statement/testing.h"

namespace insyn::calls {
namespace {

using std::chrono::milliseconds;

class AnswerTest : public testing::Test {
 protected:
  const note::Signer pbx_ = note::Signer::generate("pbx").value(),
                     cloud_ = note::Signer::generate("cloud").value();
  const std::vector<agreement::CallSource> sources_ = {source_of(cloud_), source_of(pbx_)};
  const Answer example_ = example_answer();

  Result<Answer> read(const std::string& text) const {
    return verify_answer(note::sign(text, pbx_), sources_);
  }
};

TEST_F(AnswerTest, ComesBackAsItWas) {
  Answer answer = example_;
  for (const CallState state :
       {CallState::kConnected, CallState::kHeld, CallState::kPaused, CallState::kEnded}) {
    answer.state = state;
    answer.ended_ago = milliseconds(state == CallState::kEnded ? 300 : 0);
    const auto read = verify_answer(sign_answer(answer, pbx_).value(), sources_);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(*read, answer);
  }
}

TEST_F(AnswerTest, OnlyTheSourceThatItNamesAnswers) {
  const std::string note = sign_answer(example_, pbx_).value();
  const std::vector<agreement::CallSource> another = {source_of(cloud_)};
  EXPECT_EQ(verify_answer(note, another).error().code, Code::kDenied);
  EXPECT_EQ(verify_answer(sign_answer(example_, cloud_).value(), sources_).error().code, Code::kDenied);
  EXPECT_FALSE(verify_answer(with(note, "\"201\"", "\"202\""), sources_));
  EXPECT_FALSE(
      verify_answer(note::add_signature(note, note::Signer::generate("x").value()).value(), sources_));
}

TEST_F(AnswerTest, AnythingElseIsRefused) {
  const std::string good = answer_text(example_).value();
  ASSERT_TRUE(read(good));
  for (const std::string& text :
       {with(good, "insyn_call_answer = 1", "insyn_call_answer = 2"),
        with(good, "insyn_call_answer = 1\n", ""), with(good, "ccddeeff", "CCDDEEFF"),
        with(good, "ccddeeff", "ccddee"), with(good, "ccddeeff", "ccddeefx"),
        with(good, "\"connected\"", "\"talking\""),
        with(good, "\"connected\"\n", "\"connected\"\nended_ms = 0\n"),
        with(good, "\"connected\"", "\"ended\""), with(good, "\"connected\"\n", "\"ended\"\nended_ms = -1\n"),
        with(good, "\"connected\"\n", "\"ended\"\nended_ms = 86400001\n"),
        with(good, "last = 1796112903251", "last = 0"), with(good, "call = \"1796112896.4711\"\n", ""),
        with(good, "\"201\"", "\"\""), "#\n" + good, good + "\n", good + "more = 1\n"}) {
    EXPECT_FALSE(read(text)) << text;
  }
  EXPECT_TRUE(read(with(good, "\"connected\"\n", "\"ended\"\nended_ms = 86400000\n")));
}

TEST_F(AnswerTest, WhatCouldNotBeReadIsNotSigned) {
  const auto refused = [&](auto change) {
    Answer answer = example_;
    change(answer);
    return !answer_text(answer).has_value();
  };
  EXPECT_FALSE(refused([](Answer&) {}));
  EXPECT_TRUE(refused([](Answer& a) { a.ended_ago = milliseconds(1); })) << "connected";
  EXPECT_TRUE(refused([](Answer& a) {
    a.state = CallState::kEnded;
    a.ended_ago = kLongestEnded + milliseconds(1);
  }));
  EXPECT_TRUE(refused([](Answer& a) { a.last = 0; }));
  EXPECT_TRUE(refused([](Answer& a) { a.call = ""; }));
  EXPECT_TRUE(refused([](Answer& a) { a.agent = "2\u200b01"; }));
}

TEST_F(AnswerTest, NoncesDiffer) { EXPECT_NE(random_nonce(), random_nonce()); }

}  // namespace
}  // namespace insyn::calls
