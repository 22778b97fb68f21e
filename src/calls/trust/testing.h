// A recorder's agent, a call source and a time that passes, for tests.
#pragma once

#include <gtest/gtest.h>

#include "calls/statement/testing.h"
#include "calls/trust/trust.h"

namespace insyn::calls {

class TrustTest : public testing::Test {
 protected:
  using milliseconds = std::chrono::milliseconds;
  using seconds = std::chrono::seconds;

  const note::Signer pbx_ = note::Signer::generate("pbx").value(),
                     cloud_ = note::Signer::generate("cloud").value();
  const std::vector<agreement::CallSource> sources_ = {source_of(pbx_, 5), source_of(cloud_, 5)};
  Trust trust_{sources_, {"201", "5502"}};
  Instant now_{utc("2026-12-01T08:15:03.300Z"), Mono(std::chrono::hours(3))};
  Nonce nonce_ = random_nonce();
  std::uint64_t sequence_ = example_statement().sequence;

  void pass(milliseconds time) {
    now_.utc += time;
    now_.mono += time;
  }
  static std::string by(const note::Signer& signer, const Statement& said) {
    return sign_statement(said, signer).value();
  }
  // What the source says next about the leg, as it says it now.
  Statement next(Event event, std::uint64_t previous) {
    Statement said = example_statement();
    said.event = event;
    said.previous = previous;
    said.sequence = ++sequence_;
    said.at = now_.utc;
    return said;
  }
  void begin() {
    const auto taken = trust_.take(by(pbx_, example_statement()), now_);
    ASSERT_TRUE(taken) << code_of(taken.error());
  }
  const Leg& leg() const { return *trust_.find("pbx", example_statement().leg); }
  Question ask() const { return Trust::ask(leg(), nonce_, now_.mono); }
  Answer answer(CallState state) const {
    Answer answer = example_answer();
    answer.nonce = nonce_;
    answer.state = state;
    answer.last = sequence_;
    return answer;
  }
  std::string signed_answer(CallState state) const { return sign_answer(answer(state), pbx_).value(); }
};

template <class Kind, class T>
testing::AssertionResult refused_as(const reason::OrReason<T>& result) {
  if (result) return testing::AssertionFailure() << "not refused";
  if (result.error().template as<Kind>() == nullptr)
    return testing::AssertionFailure() << reason::code_of(result.error());
  return testing::AssertionSuccess();
}

}  // namespace insyn::calls
