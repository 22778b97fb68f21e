// A telephone system that was not heard for a while, by its source's book, and what a recorder that asks
// about the call believes and stores.
#include <gtest/gtest.h>

#include "calls/machine/book.h"
#include "calls/statement/testing.h"
#include "calls/trust/trust.h"

namespace insyn::calls_test {
namespace {

using namespace calls;
using std::chrono::milliseconds;

class GapTest : public testing::Test {
 protected:
  void pass(milliseconds time) {
    now_.utc += time;
    now_.mono += time;
    book_.heard(now_.mono);
  }
  // What the telephone system tells reaches the recorder at once.
  void tell(What what) {
    Notice notice;
    notice.what = what;
    notice.dialog = "d1";
    notice.number = "201";
    notice.call = "c1";
    for (const Statement& said : book_.take(notice, now_)) {
      (void)trust_.take(sign_statement(said, key_).value(), now_);
      leg_ = said.leg;
    }
  }
  // Whether what was captured from `from` until now is stored, by an answer that comes 10 ms later: "stored",
  // the reason, or that there is no answer.
  std::string store(Mono from) {
    const Question question = Trust::ask(*trust_.find("pbx", leg_), random_nonce(), now_.mono);
    const Captured captured{from, now_.mono};
    pass(milliseconds(10));
    const auto answer = book_.answer(question.nonce, question.call, question.leg, now_);
    if (!answer) return "no answer";
    const std::string note = sign_answer(*answer, key_).value();
    const auto stored = trust_.judge(note, question, captured, std::chrono::seconds(0), now_.mono);
    if (stored) return "stored";
    // As a recorder does once the statement that is missing has not come.
    if (stored.error().as<reason::CallWordMissing>() != nullptr)
      (void)trust_.believe(note, question, now_.mono);
    return code_of(stored.error());
  }

  Instant now_{parse_utc("2026-12-01T08:15:03.000Z").value(), Mono(std::chrono::hours(3))};
  const note::Signer key_ = note::Signer::generate("pbx").value();
  Book book_{"pbx"};
  Trust trust_{{source_of(key_)}, {"201"}};
  std::string leg_;
};

// A second of pictures, within which a hold begins and ends while nobody hears the telephone system.
TEST_F(GapTest, NothingOfAHoldInTheGapIsStoredThoughTheCallIsConnectedWhenItIsAsked) {
  tell(What::kConnected);
  pass(milliseconds(100));
  const Mono from = now_.mono;
  pass(milliseconds(900));
  EXPECT_EQ(store(from), "stored");
  const Mono again = now_.mono;
  pass(milliseconds(100));
  book_.take_gap({"", true, false, false}, now_);
  pass(milliseconds(300));
  // The hold's end is told, its begin was not.
  tell(What::kResumed);
  pass(milliseconds(100));
  EXPECT_EQ(store(again), "call-word-missing");
  const Mono after = now_.mono;
  pass(milliseconds(900));
  EXPECT_EQ(store(after), "stored") << "it is as clear as before";
}

TEST_F(GapTest, NothingIsStoredUntilTheTelephoneSystemSaysHowTheCallStands) {
  tell(What::kConnected);
  pass(milliseconds(100));
  const Mono from = now_.mono;
  book_.take_gap({"", true, false, false}, now_);
  pass(milliseconds(500));
  EXPECT_EQ(store(from), "no answer");
  tell(What::kHeld);
  EXPECT_EQ(store(from), "call-word-missing");
  EXPECT_EQ(store(now_.mono), "call-held");
  tell(What::kResumed);
  const Mono resumed = now_.mono;
  pass(milliseconds(500));
  EXPECT_EQ(store(resumed), "stored");
}

}  // namespace
}  // namespace insyn::calls_test
