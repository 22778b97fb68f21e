// Each program between a real telephone and the picture dies, hangs or is cut off in the middle of a call:
// the window shows foreign pixels from when no customer is connected, or nothing may be kept, and no
// recording has one. What is lost of a call that goes on is explained in its recording. A few of these in
// ./dev test, where the customer hangs up meanwhile; all of them, also with a customer who stays, where
// INSYN_SOAK_SIP_CALLS is set.
#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>

#include "desktop/sip_desk.h"
#include "support/own_network.h"
#include "support/until.h"

namespace insyn {
namespace {

using calls::Event;
using calls_test::TestCall;
using recording::EndReason;
using std::chrono::milliseconds;
using std::chrono::seconds;
using track::Withheld;

// A call whose telephone has vanished ends when Kamailio has asked it in vain (docs/calls-setup.md).
constexpr seconds kTelephoneMissedWithin{90};
// More than this of a call is not lost without a reason on record: what waits for its proof, and a turn.
constexpr milliseconds kLostAtMost{2'500};

// From when on the window shows what may not be kept.
enum class NothingFrom {
  kFault,     // nobody can confirm a call, or nobody records it
  kWithheld,  // once the recorder says so: the call goes on, and something else is missing
  kEnd,       // the source's word: until then it was told of no end (calls.md: what a lease is worth)
};

struct SipFault {
  const char* name;
  void (*befalls)(SipDesk&);
  void (*is_over)(SipDesk&);
  NothingFrom nothing_from;
  bool goes_on;                                // the recording, where the customer has stayed
  std::optional<Withheld> why = std::nullopt;  // on record of what was lost of it
  EndReason end = EndReason::kCallEnded;       // of the first recording
  bool in_test = false;
  bool cuts_network = false;
};

void nothing(SipDesk&) {}

const support::OwnNetwork& own_network() {
  static const support::OwnNetwork network;
  return network;
}
void mend(SipDesk&) { own_network().mend(); }

const std::vector<SipFault>& sip_faults() {
  static const std::vector<SipFault> all = {
      {"TelephoneDies", [](SipDesk& desk) { desk.phone(SipDesk::kToldByKamailio).signal(SIGKILL); }, nothing,
       NothingFrom::kEnd, false},
      {"TelephoneHangs", [](SipDesk& desk) { desk.phone(SipDesk::kToldByKamailio).signal(SIGSTOP); },
       [](SipDesk& desk) { desk.phone(SipDesk::kToldByKamailio).signal(SIGCONT); }, NothingFrom::kEnd, false},
      {"KamailioDies", [](SipDesk& desk) { desk.pbx().kill(); }, [](SipDesk& desk) { desk.pbx().start(); },
       NothingFrom::kEnd, false},
      {"KamailioHangs", [](SipDesk& desk) { desk.pbx().signal(SIGSTOP); },
       [](SipDesk& desk) { desk.pbx().signal(SIGCONT); }, NothingFrom::kEnd, false, std::nullopt,
       EndReason::kCallEnded, true},
      {"KamailioIsCutOff", [](SipDesk& desk) { own_network().cut(desk.pbx().port()); }, mend,
       NothingFrom::kEnd, false, std::nullopt, EndReason::kCallEnded, false, true},
      {"SourceDies", [](SipDesk& desk) { desk.calls().signal(SIGKILL); },
       [](SipDesk& desk) { desk.start_calls(); }, NothingFrom::kFault, false, std::nullopt,
       EndReason::kStopped},
      {"SourceHangs", [](SipDesk& desk) { desk.calls().signal(SIGSTOP); },
       [](SipDesk& desk) { desk.calls().signal(SIGCONT); }, NothingFrom::kFault, true,
       Withheld::kNotConfirmed},
      {"SourceIsCutOff", [](SipDesk& desk) { own_network().cut(desk.calls_port()); }, mend,
       NothingFrom::kFault, true, Withheld::kNotConfirmed, EndReason::kCallEnded, true, true},
      {"ServerDies", [](SipDesk& desk) { desk.server().signal(SIGKILL); },
       [](SipDesk& desk) {
         desk.server().wait();
         desk.start_server();
       },
       NothingFrom::kFault, true, Withheld::kNotConfirmed},
      {"ServerHangs", [](SipDesk& desk) { desk.server().signal(SIGSTOP); },
       [](SipDesk& desk) { desk.server().signal(SIGCONT); }, NothingFrom::kFault, true,
       Withheld::kNotConfirmed, EndReason::kCallEnded, true},
      {"ServerIsCutOff", [](SipDesk& desk) { own_network().cut(desk.server_port()); }, mend,
       NothingFrom::kFault, true, Withheld::kNotConfirmed, EndReason::kCallEnded, false, true},
      {"LinkDies", [](SipDesk& desk) { desk.link().signal(SIGKILL); },
       [](SipDesk& desk) {
         desk.link().wait();
         desk.start_link();
       },
       NothingFrom::kFault, true, Withheld::kNotConfirmed},
      {"LinkHangs", [](SipDesk& desk) { desk.link().signal(SIGSTOP); },
       [](SipDesk& desk) { desk.link().signal(SIGCONT); }, NothingFrom::kFault, true,
       Withheld::kNotConfirmed},
      {"TrayDies", [](SipDesk& desk) { desk.service().tray().signal(SIGKILL); },
       [](SipDesk& desk) {
         desk.service().tray().wait();
         desk.service().start_tray();
       },
       NothingFrom::kWithheld, true, Withheld::kNoIndicator},
      {"TrayHangs", [](SipDesk& desk) { desk.service().tray().signal(SIGSTOP); },
       [](SipDesk& desk) { desk.service().tray().signal(SIGCONT); }, NothingFrom::kWithheld, true,
       Withheld::kNoIndicator},
      // It knows of the time in which it did not run only where something waited for its proof.
      {"RecorderHangs", [](SipDesk& desk) { desk.service().program().signal(SIGSTOP); },
       [](SipDesk& desk) { desk.service().program().signal(SIGCONT); }, NothingFrom::kFault, true},
      // Its recording is never closed; what follows is another one.
      {"RecorderDies", [](SipDesk& desk) { desk.service().program().signal(SIGKILL); },
       [](SipDesk& desk) {
         desk.service().program().wait();
         desk.start_recorder();
       },
       NothingFrom::kFault, true},
      {"ComputerSleeps", [](SipDesk& desk) { desk.clock().sleep(std::chrono::minutes(20)); }, nothing,
       NothingFrom::kFault, false, std::nullopt, EndReason::kComputerSlept},
  };
  return all;
}
void PrintTo(const SipFault& fault, std::ostream* out) { *out << fault.name; }

enum class Customer { kHangsUp, kStays };

class SipFaultTest : public testing::TestWithParam<std::tuple<SipFault, Customer>> {
 protected:
  static bool is_soak() { return std::getenv("INSYN_SOAK_SIP_CALLS") != nullptr; }
  const SipFault& fault() const { return std::get<0>(GetParam()); }
  bool stays() const { return std::get<1>(GetParam()) == Customer::kStays; }
  bool goes_on() const { return stays() && fault().goes_on; }
  static void rest(milliseconds time) { std::this_thread::sleep_for(time); }

  void wait_until_nothing_may_be_kept(SipDesk& desk, std::size_t ends) const {
    if (fault().nothing_from == NothingFrom::kEnd)
      desk.wait_for_word(Event::kEnd, ends, kTelephoneMissedWithin);
    if (fault().nothing_from == NothingFrom::kWithheld)
      support::until("nothing to be kept", [&] { return desk.service().activity() != "recording"; });
  }

  // Which goes on now, once it does.
  static void hang_up(SipDesk& desk, TestCall& customer, bool is_another) {
    if (is_another) {
      (void)desk.wait_for_recording();
    } else {
      desk.wait_for("recording");
      support::Service::wait_for_next_chunk(desk.recordings().front());
    }
    const std::size_t ends = desk.words(Event::kEnd);
    customer.go_on();
    desk.wait_for_word(Event::kEnd, ends);
    desk.show_foreign();
    desk.wait_for("idle");
  }

  // Of what was kept, the next is never far where nothing says that there was nothing.
  void expect_explained(const SipDesk& desk, const Path& folder) const {
    const std::vector<support::NothingKept> reasons = support::nothing_kept(folder, desk.parties());
    const std::vector<Mono> moments = support::kept_moments(folder, desk.parties());
    for (std::size_t i = 1; i < moments.size(); ++i) {
      Mono::duration lost = moments[i] - moments[i - 1];
      for (const support::NothingKept& one : reasons)
        lost -=
            std::max(Mono::duration(0), std::min(one.to, moments[i]) - std::max(one.from, moments[i - 1]));
      if (std::string(fault().name) == "RecorderHangs") continue;
      EXPECT_LE(lost, kLostAtMost) << "picture " << i << " of " << moments.size();
    }
    const recording::Recording read = recording::Recording::read(folder).value();
    if (!read.closing) {
      EXPECT_STREQ(fault().name, "RecorderDies");
      return;
    }
    const recording::EndStatement end = desk.parties().end_of(folder);
    if (stays()) {
      EXPECT_STREQ(code_of(end.reason), code_of(fault().end));
    }
    if (goes_on() && fault().why) {
      EXPECT_TRUE(end.balance.withheld.contains(*fault().why)) << code_of(*fault().why);
    }
  }
};

TEST_P(SipFaultTest, NothingIsKeptThatIsNotOfACall) {
  if (!is_soak() && (!fault().in_test || stays())) GTEST_SKIP() << "./dev soak runs it";
  if (fault().cuts_network)
    if (const auto why_not = support::OwnNetwork::enter()) GTEST_SKIP() << *why_not;
  SipDesk desk;
  desk.show_own();
  TestCall customer(desk.pbx(), SipDesk::kToldByKamailio, {TestCall::Part{0}});
  const Path folder = desk.wait_for_recording();
  support::Service::wait_for_next_chunk(folder);
  const std::size_t ends = desk.words(Event::kEnd);
  fault().befalls(desk);
  if (!stays()) customer.go_on();
  wait_until_nothing_may_be_kept(desk, ends);
  desk.show_foreign();
  rest(milliseconds(2'500));
  if (goes_on()) desk.show_own();
  fault().is_over(desk);
  if (goes_on()) {
    hang_up(desk, customer, std::string(fault().name) == "RecorderDies");
  } else {
    rest(milliseconds(2'000));
    EXPECT_NE(desk.service().activity(), "recording");
  }
  desk.service().program().signal(SIGTERM);
  desk.service().program().wait();
  desk.expect_nothing_foreign();
  expect_explained(desk, folder);
}

INSTANTIATE_TEST_SUITE_P(Each, SipFaultTest,
                         testing::Combine(testing::ValuesIn(sip_faults()),
                                          testing::Values(Customer::kHangsUp, Customer::kStays)),
                         [](const auto& one) {
                           const bool stays = std::get<1>(one.param) == Customer::kStays;
                           return std::string(std::get<0>(one.param).name) +
                                  (stays ? "WhileTheCustomerStays" : "AndTheCustomerHangsUp");
                         });

}  // namespace
}  // namespace insyn
