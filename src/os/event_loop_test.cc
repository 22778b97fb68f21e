#include "os/event_loop.h"

#include <gtest/gtest.h>

#include "os/local_socket.h"

namespace insyn {
namespace {

using std::chrono::milliseconds;

class EventLoopTest : public testing::Test {
 protected:
  // How long it waited.
  milliseconds wait() {
    const Mono before = clock_.mono();
    loop_.wait(clock_);
    return std::chrono::floor<milliseconds>(clock_.mono() - before);
  }

  SystemClock clock_;
  EventLoop loop_;
  std::pair<LocalSocket, LocalSocket> ends_ = LocalSocket::pair().value();
};

TEST_F(EventLoopTest, SaysWhatItWaitsFor) {
  EXPECT_EQ(loop_.waits_for(Mono{}), "");
  loop_.add_source(ends_.first.fd(), "socket");
  loop_.add_source(-1, "bus that is lost");
  loop_.add_source(ends_.second.fd(), "folder");
  EXPECT_EQ(loop_.waits_for(Mono{}), "socket, folder");
  loop_.add_deadline(Mono{milliseconds(700)}, "longest call");
  loop_.add_deadline(Mono{milliseconds(500)}, "next picture");
  EXPECT_EQ(loop_.waits_for(Mono{milliseconds(600)}),
            "socket, folder; next picture in 0 ms; longest call in 100 ms");
}

TEST_F(EventLoopTest, EndsAtTheFirstDeadline) {
  loop_.add_source(ends_.first.fd(), "socket");
  loop_.add_deadline(clock_.mono() + std::chrono::hours(1), "late");
  loop_.add_deadline(clock_.mono() + milliseconds(20), "soon");
  EXPECT_GE(wait(), milliseconds(20));
}

TEST_F(EventLoopTest, EndsAtOnceWhereADeadlineHasPassed) {
  loop_.add_deadline(clock_.mono() - std::chrono::hours(1), "passed");
  EXPECT_LT(wait(), milliseconds(1000));
}

TEST_F(EventLoopTest, EndsWhereASourceIsReadable) {
  EXPECT_TRUE(ends_.second.send(view_of("x")));
  loop_.add_source(ends_.first.fd(), "socket");
  loop_.add_deadline(clock_.mono() + std::chrono::hours(1), "late");
  EXPECT_LT(wait(), std::chrono::minutes(1));
}

TEST_F(EventLoopTest, EndsWhereTheOtherSideIsClosed) {
  { const LocalSocket closed = std::move(ends_.second); }
  loop_.add_source(ends_.first.fd(), "socket");
  EXPECT_LT(wait(), std::chrono::minutes(1));
}

TEST_F(EventLoopTest, ForgetsWhatItHasWaitedFor) {
  loop_.add_source(ends_.first.fd(), "socket");
  loop_.add_deadline(clock_.mono(), "now");
  wait();
  EXPECT_EQ(loop_.waits_for(clock_.mono()), "");
}

}  // namespace
}  // namespace insyn
