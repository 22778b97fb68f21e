// Dialogs as a real Kamailio tells them, of real calls between SIPp and baresip, and what a hostile server
// tells.
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
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

namespace insyn::calls {

// In gtest's words beside a test's name.
void PrintTo(SipTransport transport, std::ostream* to) { *to << name_of(transport); }

}  // namespace insyn::calls

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
                                                                  if (!std::holds_alternative<Gap>(one))
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
      last_ = one;
    }
  }
  // Whether nobody knows how the call stands that was told of last.
  bool is_unclear() {
    const std::lock_guard lock(mutex_);
    return book_.is_unclear(last_.call, last_.leg);
  }
  std::string words() {
    const std::lock_guard lock(mutex_);
    keep(book_.pass(now()));
    return words_;
  }
  void forget_words() {
    const std::lock_guard lock(mutex_);
    words_.clear();
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
    try {
      until(part, [&] { return lines().find(part) != std::string::npos; });
    } catch (const std::runtime_error&) {
      FAIL() << part << " is not in: " << lines();
    }
  }

  const SystemClock clock_;
  const SecretBytes secret_{view_of(kPbxPassword)};
  std::mutex mutex_;  // of what follows
  Book book_{"pbx"};
  std::string words_, lines_;
  std::vector<Utc> at_;
  Statement last_;
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
                         testing::Values(SipTransport::kUdp, SipTransport::kTcp, SipTransport::kTls),
                         [](const auto& with) { return std::string(name_of(with.param)); });

// Kamailio's own dialog-info has no word for it: what kamailio.cfg does beside that.
TEST_F(Sip, KamailioTellsAHoldOfTheCustomer) {
  TestPbx pbx;
  pbx.start();
  const TestPhone phone(pbx, "201");
  begin(place(pbx));
  wait_for_line("2 of 2 numbers");
  TestCall call(pbx, "201", {{1000, true, false}, {1000, false, true}, {500, false, false}});
  EXPECT_EQ(call.wait(), 0) << call.messages();
  wait_for("begin 201, hold 201, resume 201, end 201");
}

// Also where one process of Kamailio's still works on a change while another has the next one.
TEST_F(Sip, AHoldIsNotOvertakenByTheResumeBeforeIt) {
  TestPbx pbx;
  pbx.change("loadmodule \"pv.so\"", "loadmodule \"pv.so\"\nloadmodule \"cfgutils.so\"");
  // Once there was a hold, whoever reads that there is none any more is slow to say so of the agent's number.
  pbx.change("if (is_audio_on_hold()) $sht(held=>$ci) = 1;",
             "if (is_audio_on_hold()) { $sht(held=>$ci) = 1; $sht(held=>once) = 1; }");
  pbx.change("    if (subst_body(",
             R"(    if ($rU == "201" && $var(heard) == "yes" && $sht(held=>once) != $null) usleep("300000");
    if (subst_body()");
  pbx.start();
  const TestPhone phone(pbx, "201");
  begin(place(pbx));
  wait_for_line("2 of 2 numbers");
  TestCall call(pbx, "201",
                {{1000, true, false}, {1000, false, true}, {50, true, false}, {2000, false, false}});
  EXPECT_EQ(call.wait(), 0) << call.messages();
  wait_for("begin 201, hold 201, resume 201, hold 201, end 201");
}

// Kamailio's file finds no hold of it: the dialog's id is written otherwise in XML than in SIP.
TEST_F(Sip, ACallWhoseIdXmlWritesOtherwiseCountsAsHeld) {
  TestPbx pbx;
  pbx.start();
  const TestPhone phone(pbx, "201");
  begin(place(pbx));
  wait_for_line("2 of 2 numbers");
  TestCall call(pbx, "201", {{500, true, false}, {500, false, false}}, "<a>");
  EXPECT_EQ(call.wait(), 0) << call.messages();
  wait_for("begin 201, hold 201, end 201");
}

TEST_F(Sip, KamailioTellsAHoldOfTheAgentAndTheNextCallIsNotOnHold) {
  TestPbx pbx;
  pbx.start();
  const TestPhone agent(pbx, "201"), customer(pbx, kCallersNumber);
  begin(place(pbx));
  wait_for_line("2 of 2 numbers");
  customer.press("dial sip:201@pbx.example");
  wait_for("begin 201");
  agent.press("hold");
  wait_for("begin 201, hold 201");
  agent.press("resume");
  wait_for("begin 201, hold 201, resume 201");
  agent.press("hold");
  wait_for("begin 201, hold 201, resume 201, hold 201");
  agent.press("hangup");
  wait_for("begin 201, hold 201, resume 201, hold 201, end 201");
  forget_words();
  customer.press("dial sip:201@pbx.example");
  wait_for("begin 201");
  customer.press("hangup");
  wait_for("begin 201, end 201");
}

// How many re-INVITEs a phone has got.
int asked_again(const TestPhone& phone) {
  const std::string said = phone.said();
  int count = 0;
  for (std::size_t at = 0; (at = said.find("got re-INVITE", at)) != std::string::npos; ++at) ++count;
  return count;
}

// Each has put the other on hold, and one of them comes back.
TEST_F(Sip, AHoldLastsUntilNeitherSideHolds) {
  TestPbx pbx;
  pbx.start();
  const TestPhone agent(pbx, "201"), customer(pbx, kCallersNumber);
  begin(place(pbx));
  wait_for_line("2 of 2 numbers");
  customer.press("dial sip:201@pbx.example");
  wait_for("begin 201");
  customer.press("hold");
  wait_for("begin 201, hold 201");
  agent.press("hold");
  until("the customer's phone hears of it", [&] { return asked_again(customer) == 1; });
  customer.press("resume");
  until("the agent's phone hears of it", [&] { return asked_again(agent) == 2; });
  customer.press("hangup");
  wait_for("begin 201, hold 201, end 201");
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

TEST_F(Sip, WhileASubscriptionIsMadeAnewOrABodyIsMissingTheCallIsUnclear) {
  TestSipServer server;
  SipPlace place = this->place(server.port());
  place.numbers = {"201"};
  begin(place);
  server.let_subscribe();
  const std::string call = dialog("d1", "confirmed", rendering("yes"));
  server.send({body(1, "")});
  server.send({body(2, call)});
  EXPECT_TRUE(server.answer_for_a_moment());
  wait_for("begin 201");
  EXPECT_FALSE(is_unclear());
  server.send({"", "terminated;reason=deactivated"});
  until("the end of the subscription", [&] { return is_unclear(); });
  server.let_subscribe();
  server.send({body(1, call)});
  until("the new one to tell all", [&] { return !is_unclear(); });
  server.send({body(3, call, "partial")});
  until("the body that is missing to be missed", [&] { return is_unclear(); });
  server.let_subscribe();
  server.send({body(1, call)});
  until("all to be told", [&] { return !is_unclear(); });
  server.send({"<dialog-info"});
  until("the body that cannot be read to be doubted", [&] { return is_unclear(); });
  EXPECT_EQ(words(), "begin 201");
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

// Kamailio asks the phones each 30 seconds at the soonest.
TEST_F(Sip, ACallWhosePhoneVanishesEndsWhenKamailioMissesIt) {
  TestPbx pbx;
  pbx.start();
  TestPhone phone(pbx, "201");
  begin(place(pbx));
  wait_for_line("2 of 2 numbers");
  const TestCall call(pbx, "201", {{90'000, false, false}});
  wait_for("begin 201");
  phone.vanish();
  const Mono vanished = clock_.mono();
  wait_for("begin 201, end 201", seconds(80));
  fmt::print("the call ended {} s after the phone had vanished\n",
             std::chrono::duration_cast<seconds>(clock_.mono() - vanished).count());
}

// Its calls were in its memory: nobody can say when they end.
TEST_F(Sip, KamailioThatIsKilledEndsCallsAndIsReadAnewWhenItIsBack) {
  TestPbx pbx;
  pbx.start();
  for (const SipTransport transport : {SipTransport::kUdp, SipTransport::kTcp}) {
    words_.clear();
    lines_.clear();
    const TestPhone phone(pbx, "201");
    begin(place(pbx, transport));
    wait_for_line("2 of 2 numbers");
    const TestCall call(pbx, "201", {{60'000, false, false}});
    wait_for("begin 201");
    pbx.kill();
    wait_for("begin 201, end 201");
    until("nobody is there", [&] { return !there(); });
    pbx.start();
    until("it is read again", [&] { return there(); });
    const TestPhone again(pbx, "202");
    TestCall next(pbx, "202", {{1000, false, false}});
    EXPECT_EQ(next.wait(), 0) << next.messages();
    wait_for("begin 201, end 201, begin 202, end 202");
    subscriber_.reset();
  }
}

// Killed and back before its silence is noticed: it knows nothing of the call any more.
TEST_F(Sip, ACallOfWhichTheServerKnowsNothingAnyMoreEnds) {
  TestPbx pbx;
  pbx.start();
  const TestPhone phone(pbx, "201");
  begin(place(pbx));
  wait_for_line("2 of 2 numbers");
  const TestCall call(pbx, "201", {{60'000, false, false}});
  wait_for("begin 201");
  pbx.kill();
  pbx.start();
  wait_for("begin 201, end 201");
}

TEST_F(Sip, ACallThatIsUnderWayIsNotBegun) {
  TestPbx pbx;
  pbx.start();
  const TestPhone phone(pbx, "201");
  const TestCall call(pbx, "201", {{4000, false, false}});
  until("they speak", [&] { return call.acknowledged().has_value(); });
  begin(place(pbx));
  until("its end was told", [&] { return call.said_bye().has_value(); });
  wait_for_line("2 of 2 numbers");
  EXPECT_EQ(words(), "");
}

TEST_F(Sip, WhatStandsInTheWayIsSaidInPlainWords) {
  TestPbx pbx(true);
  pbx.start();
  const SecretBytes wrong(view_of("wrong"));
  SipPlace place = this->place(pbx);
  place.secret = &wrong;
  const auto refused = try_sip(place, clock_);
  ASSERT_TRUE(refused) << refused.error().message;
  EXPECT_EQ(refused->read, 0U);
  EXPECT_EQ(
      refused->refused,
      (std::map<std::string, std::size_t>{{"the server does not accept sip.user with this secret", 2}}));
  begin(place);
  wait_for_line("SIP tells of the calls of 0 of 2 numbers; not of 2: the server does not accept sip.user");
  EXPECT_FALSE(there());
  subscriber_.reset();
  const auto tried = try_sip(this->place(pbx, SipTransport::kTls), clock_);
  ASSERT_TRUE(tried) << tried.error().message;
  EXPECT_EQ(tried->read, 2U);
  const auto silent = try_sip(this->place(support::free_port(), SipTransport::kTcp), clock_);
  ASSERT_FALSE(silent);
  EXPECT_NE(silent.error().message.find("does not answer by TCP"), std::string::npos)
      << silent.error().message;
  SipPlace strangers = this->place(pbx, SipTransport::kTls);
  strangers.authority.clear();
  const auto not_believed = try_sip(strangers, clock_);
  ASSERT_FALSE(not_believed);
  EXPECT_EQ(not_believed.error().code, Code::kDenied);
  EXPECT_NE(not_believed.error().message.find("sip.authority"), std::string::npos)
      << not_believed.error().message;
  strangers = this->place(pbx, SipTransport::kTls);
  strangers.host = "localhost";
  const auto other_name = try_sip(strangers, clock_);
  ASSERT_FALSE(other_name) << "the certificate is for 127.0.0.1 alone";
  EXPECT_EQ(other_name.error().code, Code::kDenied) << other_name.error().message;
}

// The memory that this process has of its own, in KiB.
long memory() {
  const std::string status = support::status_of(::getpid());
  return std::stol(status.substr(status.find("RssAnon:") + 8));
}

std::string request_on(int fd) {
  std::string text(4096, '\0');
  const ssize_t count = ::recv(fd, text.data(), text.size(), 0);
  text.resize(count < 0 ? 0 : static_cast<std::size_t>(count));
  return text;
}

TEST_F(Sip, AServerThatSendsForEverCostsBoundedMemory) {
  const std::string large =
      "NOTIFY sip:insyn@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1;branch=z9hG4bK1\r\nContent-Length: "
      "10000000\r\n\r\n";
  for (const auto& [first, more] :
       {std::pair(large, std::string(65536, 'x')),
        std::pair(std::string("NOTIFY sip:a@b SIP/2.0\r\n"), std::string(4096, 'A')),
        std::pair(std::string(), std::string("SIP/2.0 200 OK\r\nVia: x\r\n")),
        std::pair(std::string("\r"), std::string("\n\r"))}) {
    std::atomic<std::uint64_t> sent = 0;
    std::atomic<bool> over = false;
    const support::Listener server([&, &first = first, &more = more](int fd) {
      if (!support::send_all(fd, sip_answer(request_on(fd)) + first)) return;
      for (std::size_t of_this = 0; of_this < 10'000'000 && !over && support::send_all(fd, more);
           of_this += more.size())
        sent += more.size();
    });
    const long before = memory();
    begin(place(server.port(), SipTransport::kTcp), {milliseconds(10), milliseconds(50)});
    try {
      until("it has come again", [&] { return server.connections() >= 3 || sent > 30'000'000; });
    } catch (const std::runtime_error&) {
      ADD_FAILURE() << first << more.substr(0, 20) << server.connections() << " " << sent << " " << lines();
    }
    EXPECT_LT(memory() - before, 4096) << first;
    over = true;
    subscriber_.reset();
    EXPECT_EQ(told_, 0);
  }
}

TEST_F(Sip, BodiesThatCannotBeReadEndACallAndBeginNone) {
  TestSipServer server;
  SipPlace place = this->place(server.port());
  place.numbers = {"201"};
  SipTimes times;
  times.unseen = milliseconds(2000);
  begin(place, times);
  server.let_subscribe();
  server.send({body(1, "")});
  server.send({body(2, dialog("d1", "confirmed"))});
  EXPECT_TRUE(server.answer_for_a_moment());
  wait_for("begin 201");
  server.send({std::string(60'000, '<')});
  until("it has ended", [&] {
    server.answer_for_a_moment();
    return words() == "begin 201, end 201";
  });
}

}  // namespace
}  // namespace insyn::calls_test
