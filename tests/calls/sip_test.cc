// Dialogs as a real Kamailio tells them, of real calls between SIPp and baresip, and what a hostile server
// tells.
#include <gtest/gtest.h>

#include <fstream>
#include <mutex>

#include "calls/machine/book.h"
#include "calls/sip/testing.h"
#include "calls/sip_subscriber/subscriber.h"
#include "calls/test_asterisk.h"
#include "calls/test_pbx.h"
#include "calls/test_sip_server.h"
#include "support/free_port.h"
#include "support/loopback.h"
#include "support/until.h"

namespace insyn::calls_test {
namespace {

using namespace insyn::calls;
using std::chrono::milliseconds;
using std::chrono::seconds;
using support::until;

class Sip : public testing::Test {
 protected:
  ~Sip() override { subscriber_.reset(); }

  SipPlace place(std::uint16_t port, SipTransport transport = SipTransport::kUdp) const {
    SipPlace place;
    place.host = "127.0.0.1";
    place.port = port;
    place.transport = transport;
    place.domain = "pbx.example";
    place.user = "insyn";
    place.secret = &secret_;
    place.numbers = {"201", "202"};
    return place;
  }
  SipPlace place(const TestPbx& pbx, SipTransport transport = SipTransport::kUdp) const {
    const bool tls = transport == SipTransport::kTls;
    SipPlace place = this->place(tls ? pbx.tls_port() : pbx.port(), transport);
    if (tls) place.authority = pbx.authority();
    return place;
  }
  void begin(SipPlace place, SipTimes times = {}) {
    subscriber_ = std::make_unique<SipSubscriber>(std::move(place), clock_,
                                                  SipListener{[this](std::span<const Told> told) {
                                                                const std::lock_guard lock(mutex_);
                                                                for (const Told& one : told) {
                                                                  ++told_;
                                                                  keep(book_.take_told(one, now()));
                                                                }
                                                              },
                                                              [this] {
                                                                const std::lock_guard lock(mutex_);
                                                                ++heard_;
                                                                book_.heard(clock_.mono());
                                                              },
                                                              [this](bool there) {
                                                                const std::lock_guard lock(mutex_);
                                                                there_ = there;
                                                              },
                                                              [this](const std::string& line) {
                                                                const std::lock_guard lock(mutex_);
                                                                lines_ += line + "\n";
                                                              }},
                                                  times);
  }
  Instant now() const { return {clock_.utc(), clock_.mono()}; }
  void keep(const Book::Statements& said) {
    for (const Statement& one : said) {
      words_ += fmt::format("{}{} {}", words_.empty() ? "" : ", ", code_of(one.event), one.agent);
      at_.push_back(clock_.utc());
    }
  }
  std::string words() {
    const std::lock_guard lock(mutex_);
    keep(book_.pass(now()));
    return words_;
  }
  std::string lines() {
    const std::lock_guard lock(mutex_);
    return lines_;
  }
  bool there() {
    const std::lock_guard lock(mutex_);
    return there_;
  }
  int told() {
    const std::lock_guard lock(mutex_);
    return told_;
  }
  void wait_for(const std::string& words, seconds patience = seconds(30)) {
    until(
        words, [&] { return this->words() == words; }, patience);
  }
  void wait_for_line(const std::string& part) {
    until(part, [&] { return lines().find(part) != std::string::npos; });
  }

  const SystemClock clock_;
  const SecretBytes secret_{view_of(kPbxPassword)};
  std::mutex mutex_;  // of what follows
  Book book_{"pbx"};
  std::string words_, lines_;
  std::vector<Utc> at_;
  bool there_ = false;
  int told_ = 0, heard_ = 0;
  std::unique_ptr<SipSubscriber> subscriber_;
};

class SipCall : public Sip, public testing::WithParamInterface<SipTransport> {};

TEST_P(SipCall, BeginsAndEndsWithinAMomentOfThePhones) {
  TestPbx pbx(GetParam() == SipTransport::kTls);
  pbx.start();
  const TestPhone phone(pbx, "201");
  begin(place(pbx, GetParam()));
  wait_for_line("SIP tells of the calls of 2 of 2 numbers");
  EXPECT_TRUE(there());
  TestCall call(pbx, "201", {{5000, false, false}});
  wait_for("begin 201");
  EXPECT_EQ(call.wait(), 0) << call.messages();
  wait_for("begin 201, end 201");
  ASSERT_TRUE(call.acknowledged() && call.said_bye()) << call.messages();
  const milliseconds begun = at_[0] - *call.acknowledged(), ended = at_[1] - *call.said_bye();
  fmt::print("begin {} ms after the customer's ACK, end {} ms after the BYE\n", begun.count(), ended.count());
  EXPECT_LE(begun, milliseconds(300));
  EXPECT_LE(ended, milliseconds(300));
}

INSTANTIATE_TEST_SUITE_P(Each, SipCall,
                         testing::Values(SipTransport::kUdp, SipTransport::kTcp, SipTransport::kTls));

// Its dialog-info has no word for it: docs/calls-setup.md says so.
TEST_F(Sip, KamailioTellsNoHold) {
  TestPbx pbx;
  pbx.start();
  const TestPhone phone(pbx, "201");
  begin(place(pbx));
  wait_for_line("2 of 2 numbers");
  TestCall call(pbx, "201", {{1000, true, false}, {1000, false, true}, {500, false, false}});
  EXPECT_EQ(call.wait(), 0) << call.messages();
  wait_for("begin 201, end 201");
}

TEST_F(Sip, AServerThatTellsHoldIsBelieved) {
  TestSipServer server;
  SipPlace place = this->place(server.port());
  place.numbers = {"201"};
  begin(place);
  server.let_subscribe();
  server.send({body(1, "")});
  server.send({body(2, dialog("d1", "confirmed"))});
  server.send({body(3, dialog("d1", "confirmed", rendering("no")))});
  server.send({body(4, dialog("d1", "confirmed", rendering("yes")))});
  server.send({body(5, dialog("d1", "terminated"))});
  EXPECT_TRUE(server.answer_for_a_moment());
  wait_for("begin 201, hold 201, resume 201, end 201");
}

TEST_F(Sip, WhatTheServerHasNotSaidInItsSubscriptionStartsNothing) {
  TestSipServer server;
  SipPlace place = this->place(server.port());
  place.numbers = {"201"};
  begin(place);
  server.let_subscribe();
  server.send({body(1, "")});
  EXPECT_TRUE(server.answer_for_a_moment());
  const int before = told();
  const std::string call = body(2, dialog("d1", "confirmed"));
  TestSipServer::Notify notify{call};
  notify.from_elsewhere = true;
  server.send(notify);
  notify = {call};
  notify.call_id = "another";
  server.send(notify);
  notify = {call};
  notify.to_tag = "another";
  server.send(notify);
  notify = {call};
  notify.from_tag = "another";
  server.send(notify);
  notify = {call};
  notify.type = "text/plain";
  server.send(notify);
  server.answer_for_a_moment();
  EXPECT_EQ(told(), before);
  EXPECT_EQ(words(), "");
  // The same, as it should be.
  server.send({body(3, dialog("d1", "confirmed"))});
  EXPECT_TRUE(server.answer_for_a_moment());
}

}  // namespace
}  // namespace insyn::calls_test
