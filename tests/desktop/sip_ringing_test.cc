// Real SIP calls begin and end recordings on a real X server: the window shows foreign pixels whenever no
// customer is connected, and no recording may have one. Half of the calls are told by Kamailio, which reads
// holds from what passes through it (docs/calls-setup.md); the other half by the telephone itself, which
// publishes its dialog with what it hears of the other side. A few calls in ./dev test; ./dev soak sets
// INSYN_SOAK_SIP_CALLS.
#include <gtest/gtest.h>

#include <cstdlib>
#include <random>

#include "desktop/measured.h"
#include "desktop/sip_desk.h"
#include "support/until.h"

namespace insyn {
namespace {

using calls::Event;
using calls_test::TestCall;
using std::chrono::milliseconds;
using Part = TestCall::Part;

constexpr int kFewSipCalls = 4;
// What a busy machine may need of what takes a tenth of it.
constexpr milliseconds kFirstWithin{5'000}, kLastWithin{2'000};

int how_many_sip_calls() {
  const char* set = std::getenv("INSYN_SOAK_SIP_CALLS");
  return set != nullptr ? std::atoi(set) : kFewSipCalls;
}

class SipRinging : public testing::Test {
 protected:
  struct Call {
    Mono begun{};  // before which nothing of it can be in a recording
    Mono confirmed{}, terminated{};
  };

  milliseconds any(int most) { return milliseconds(random_() % static_cast<unsigned>(most)); }
  void rest(milliseconds time) const { std::this_thread::sleep_for(time); }
  // How many calls that telephone has answered.
  std::size_t answered(const std::string& number) {
    const std::string all = desk_.phone(number).said(), one = "Call established";
    std::size_t count = 0;
    for (std::size_t at = 0; (at = all.find(one, at)) != std::string::npos; at += one.size()) ++count;
    return count;
  }
  Mono mono_of(Utc at) const { return clock_.mono() - (clock_.utc() - at); }

  void call_told_by_kamailio() {
    Call call;
    const std::size_t begins = desk_.words(Event::kBegin), ends = desk_.words(Event::kEnd);
    const int holds = static_cast<int>(random_() % 3);
    desk_.show_own();
    call.begun = clock_.mono();
    TestCall customer(desk_.pbx(), SipDesk::kToldByKamailio, parts_with(holds));
    desk_.wait_for_word(Event::kBegin, begins);
    (void)desk_.wait_for_recording();
    rest(any(1'500));
    for (int i = 0; i < holds; ++i) {
      hold(customer, [](bool) {});
      rest(any(2'000));
    }
    call.terminated = clock_.mono();
    customer.go_on();
    desk_.wait_for_word(Event::kEnd, ends);
    desk_.show_foreign();
    EXPECT_EQ(customer.wait(), 0) << customer.messages();
    call.confirmed = mono_of(customer.acknowledged().value());
    finish(call);
  }

  void call_told_by_telephone() {
    Call call;
    const std::string number = SipDesk::kToldByPhone, id = fmt::format("dialog-{}", calls_.size());
    const std::size_t begins = desk_.words(Event::kBegin), ends = desk_.words(Event::kEnd),
                      before = answered(number);
    const int holds = 1 + static_cast<int>(random_() % 2);
    desk_.show_own();
    call.begun = clock_.mono();
    TestCall customer(desk_.pbx(), number, parts_with(holds));
    support::until("the agent's telephone to answer", [&] { return answered(number) > before; });
    call.confirmed = clock_.mono();
    publisher_.publish(id, "confirmed");
    desk_.wait_for_word(Event::kBegin, begins);
    (void)desk_.wait_for_recording();
    rest(any(1'500));
    for (int i = 0; i < holds; ++i) {
      hold(customer, [&](bool heard) { publisher_.publish(id, "confirmed", heard); });
      rest(any(2'000));
    }
    customer.go_on();
    EXPECT_EQ(customer.wait(), 0) << customer.messages();
    call.terminated = clock_.mono();
    publisher_.publish(id, "terminated");
    desk_.wait_for_word(Event::kEnd, ends);
    desk_.show_foreign();
    finish(call);
  }

  static std::vector<Part> parts_with(int holds) {
    std::vector<Part> parts;
    for (int i = 0; i < holds; ++i) {
      parts.push_back({0, true, false});
      parts.push_back({0, false, true});
    }
    parts.push_back({0});
    return parts;
  }

  // `tell`: for whoever has to tell it beside what passes through Kamailio, whether the customer is heard.
  template <class Tell>
  void hold(TestCall& customer, const Tell& tell) {
    const std::size_t holds = desk_.words(Event::kHold), resumes = desk_.words(Event::kResume);
    customer.go_on();
    tell(false);
    desk_.wait_for_word(Event::kHold, holds);
    desk_.show_foreign();
    rest(any(1'500));
    desk_.show_own();
    customer.go_on();
    tell(true);
    desk_.wait_for_word(Event::kResume, resumes);
  }

  void finish(const Call& call) {
    calls_.push_back(call);
    told_.add(call.terminated, desk_.last_word(Event::kEnd));
    desk_.wait_for("idle");
    rest(any(500));
  }

  const SystemClock clock_;
  std::mt19937 random_{std::random_device()()};
  SipDesk desk_;
  calls_test::TestPublisher publisher_{desk_.pbx(), SipDesk::kToldByPhone};
  std::vector<Call> calls_;
  Measured told_;
};

TEST_F(SipRinging, CallsAreKeptWhileTheCustomerIsConnectedAndAtNoOtherMoment) {
  const int count = how_many_sip_calls();
  for (int i = 0; i < count; ++i) i % 2 == 0 ? call_told_by_kamailio() : call_told_by_telephone();
  desk_.expect_nothing_foreign();
  Measured first, last;
  std::size_t kept = 0;
  for (const Path& folder : desk_.recordings()) {
    EXPECT_TRUE(support::watch(folder, desk_.parties()).verification.closed) << folder;
    const std::vector<Mono> moments = support::kept_moments(folder, desk_.parties());
    if (moments.empty()) continue;
    ++kept;
    const auto next = std::upper_bound(calls_.begin(), calls_.end(), moments.front(),
                                       [](Mono at, const Call& call) { return at < call.begun; });
    ASSERT_NE(next, calls_.begin());
    const Call& call = *std::prev(next);
    EXPECT_LE(moments.front(), call.confirmed + kFirstWithin);
    EXPECT_LE(moments.back(), call.terminated + kLastWithin);
    first.add(call.confirmed, moments.front());
    last.add(call.terminated, moments.back());
  }
  EXPECT_EQ(kept, static_cast<std::size_t>(count)) << "one recording of each call";
  fmt::print(
      "ms from SIP's confirmed to the first picture (300 at most is the mark): {}; from terminated to the "
      "last (100): {}; to the source's word: {}\n",
      first.text(), last.text(), told_.text());
}

}  // namespace
}  // namespace insyn
