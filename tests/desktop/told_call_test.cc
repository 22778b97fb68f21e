// Calls that a call source tells of, on a real X server with the real recorder and tray: the window shows
// foreign pixels whenever no customer is connected, and no recording may have one. The telephone system and
// its carrier are the test's own (support/exchange.h). A few calls in ./dev test; ./dev soak sets
// INSYN_SOAK_CALLS.
#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <random>

#include "desktop/measured.h"
#include "recorder/call_source/carriers.h"
#include "support/exchange.h"
#include "support/service.h"
#include "support/until.h"

namespace insyn {
namespace {

using calls::Event;
using std::chrono::microseconds;
using std::chrono::milliseconds;

constexpr const char* kForeign = "ff00ff";  // what support::watch() looks for
constexpr int kFew = 6;

int how_many() {
  const char* set = std::getenv("INSYN_SOAK_CALLS");
  return set != nullptr ? std::atoi(set) : kFew;
}

class ToldCalls : public testing::Test {
 protected:
  ToldCalls() {
    desk_.open_support_window();
    paint(kForeign);
    support::TestTerms terms = desk_.terms();
    terms.manual = false;
    terms.more = fmt::format("[[call_source]]\nname = \"pbx\"\nkey = \"{}\"\n", key_.verifier().text());
    service_.start(terms);
    EXPECT_EQ(service_.activity(), "not-allowed") << "nobody tells of calls yet";
    pbx_.emplace(key_, recorder::calls_socket_in(service_.runtime_folder() / "insyn"));
    pbx_->reach(calls::Reach::kSource);
    support::until(
        "the source", [&] { return service_.activity() == "idle"; }, kPatience);
  }

  // The window's answer says that it is done.
  void paint(const std::string& colour) { desk_.support.ask("fill main 0 0 400 300 " + colour); }
  void work(milliseconds time) {
    for (const Mono until = clock_.mono() + time; clock_.mono() < until;) {
      desk_.support.ask(fmt::format("line main {:06x}", random_() % 0xFFFF));
      std::this_thread::sleep_for(milliseconds(20));
    }
  }
  milliseconds any(int most) { return milliseconds(random_() % static_cast<unsigned>(most)); }
  std::vector<std::string> recordings() const { return list_folder(desk_.spool, 10'000).value(); }

  // A call of random length, with holds and pauses for card data in it.
  void call() {
    paint("00aa00");
    const Mono begun = clock_.mono();
    pbx_->happens(Event::kBegin);
    // Until something of it is stored: a chunk is cut after a second, and then confirmed.
    work(milliseconds(2'500) + any(1'500));
    for (auto rests = random_() % 3; rests > 0; --rests) {
      const bool card = random_() % 2 == 0;
      pbx_->happens(card ? Event::kPause : Event::kHold);
      paint(kForeign);
      work(any(1'500));
      paint("0000aa");
      pbx_->happens(card ? Event::kUnpause : Event::kResume);
      work(any(2'000));
    }
    const Mono ended = clock_.mono();
    pbx_->happens(Event::kEnd);
    paint(kForeign);
    begun_.push_back(begun);
    ended_.push_back(ended);
    support::until(
        "the end of the recording", [&] { return service_.activity() == "idle"; }, kPatience);
    work(any(500));
  }

  // insyn calls, by the agent.
  std::unique_ptr<support::Program> watch(std::vector<std::string> options) {
    options.insert(options.begin(), {support::insyn(), "calls"});
    return std::make_unique<support::Program>(desk_.folder.path(), options, service_.environment());
  }
  static void wait_for(const support::Program& program, const std::string& text) {
    support::until(
        "“" + text + "”", [&] { return program.out().find(text) != std::string::npos; }, kPatience);
  }

  static constexpr std::chrono::seconds kPatience{30};
  const SystemClock clock_;
  std::mt19937 random_{std::random_device()()};
  const note::Signer key_ = note::Signer::generate("pbx").value();
  support::Desk desk_;
  support::Service service_{desk_};
  std::optional<support::Exchange> pbx_;
  std::vector<Mono> begun_, ended_;
};

TEST_F(ToldCalls, AreKeptWhileTheCustomerIsConnectedAndAtNoOtherMoment) {
  const int count = how_many();
  for (int i = 0; i < count; ++i) call();
  Measured first, last;
  std::size_t kept = 0;
  for (const std::string& name : recordings()) {
    const Path folder = desk_.spool / name;
    if (!std::filesystem::is_directory(folder)) continue;
    const support::Shown shown = support::watch(folder, desk_.parties);
    EXPECT_TRUE(shown.verification.closed && shown.verification.intact());
    EXPECT_EQ(shown.colour_seen, 0U) << name;
    const std::vector<Mono> moments = support::kept_moments(folder, desk_.parties);
    if (moments.empty()) continue;
    ++kept;
    // The call that it is of.
    const auto next = std::upper_bound(begun_.begin(), begun_.end(), moments.front());
    ASSERT_NE(next, begun_.begin());
    const auto which = static_cast<std::size_t>(next - begun_.begin()) - 1;
    first.add(begun_[which], moments.front());
    EXPECT_LE(moments.back(), ended_[which] + milliseconds(100));
    last.add(ended_[which], moments.back());
  }
  EXPECT_EQ(kept, static_cast<std::size_t>(count));
  fmt::print("ms from the telephone's begin to the first picture: {}; from its end to the last: {}\n",
             first.text(), last.text());
}

TEST_F(ToldCalls, AreWatchedByTheAgent) {
  const auto people = watch({}), swedes = watch({"--language", "sv"}), machines = watch({"--json"});
  wait_for(*people, "No call");
  EXPECT_NE(people->out().find("pbx  heard since "), std::string::npos) << people->out();
  wait_for(*swedes, "Inget samtal");
  wait_for(*machines, R"("what":"present")");
  pbx_->happens(Event::kBegin);
  work(milliseconds(1'500));
  for (const Event event : {Event::kHold, Event::kResume, Event::kPause, Event::kUnpause}) {
    pbx_->happens(event);
    work(milliseconds(300));
  }
  const auto present =
      support::run(desk_.folder.path(), {support::insyn(), "calls", "--once"}, service_.environment());
  EXPECT_EQ(present.code, 0) << present.err;
  EXPECT_NE(present.out.find("pbx: call call 1 at 201, Faktura, queue Privat, since "), std::string::npos)
      << present.out;
  pbx_->happens(Event::kEnd);
  for (const char* text :
       {"pbx: the call began (call call 1 at 201, Faktura, queue Privat)", "has begun", "Recording Kundstöd",
        "pbx confirms the call (", "pbx: the customer was put on hold", "pbx: a pause for card data began",
        "pbx: the call ended", "has ended"})
    wait_for(*people, text);
  wait_for(*swedes, "pbx: samtalet avslutades (samtal call 1 på 201, Faktura, kö Privat)");
  for (const char* text :
       {R"("event":"unpause")", R"("what":"answered")", R"("activity":"held")",
        R"("event":"end","call":"call 1","number":"201","kind":"Faktura","queue":"Privat")"})
    wait_for(*machines, text);
  pbx_->cut();
  wait_for(*people, "pbx is not heard: ");
  wait_for(*machines, R"("code":"no-call-carrier")");
  for (const auto* program : {people.get(), swedes.get(), machines.get()}) {
    EXPECT_EQ(program->err(), "");
    program->signal(SIGINT);
  }
}

}  // namespace
}  // namespace insyn
