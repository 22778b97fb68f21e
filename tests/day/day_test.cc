// Eight hours of fifty agents, simulated: telephones ring, and everything between them and the recordings
// fails, is slow, or lies. What was recorded is compared with when customers were connected: nothing of any
// other moment is kept, and what is lost inside is lost to a fault that can be named. Ten minutes of five
// agents with many faults in ./dev test; ./dev soak sets INSYN_SOAK_DAY to a seed, or to "any".
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>

#include "day/workstation.h"
#include "os/open_files.h"

namespace insyn::day {
namespace {

using std::chrono::duration_cast;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr milliseconds kTick{50};
constexpr std::size_t kTicksOfAMinute = minutes(1) / kTick;
// Whatever happens to an agent's calls is followed tick by tick for so long; what is simulated in larger
// steps loses a step of its own around each begin, hold and end.
constexpr seconds kBrisk{2};
// Between two turns of a workstation otherwise: during a call, and where there is none and nothing was told.
constexpr std::size_t kTicks = 5, kIdleTicks = 20;
// Without a change for so long nothing was recorded: there is one each kTicks.
constexpr milliseconds kLongestGap{750};
// After a fault is over: what was tried and failed meanwhile is tried again.
constexpr seconds kRecovery{8};
// A source that was silent for longer than this has lost its calls for good (ToldCalls::kLostAfter).
constexpr seconds kLostAfter{50};

struct DayOptions {
  std::size_t agents = 5;
  std::chrono::seconds lasts = minutes(10);
  unsigned seed = 1;
  double faults = 4;  // as many times as usual
  // Of what no fault has cost. Around each begin, hold and end a second is lost, which nobody has confirmed;
  // short calls have more of these.
  double least_kept = 0.96;
};

enum class Fault {
  kSourceCrash,
  kServerSilent,
  kServerAnew,
  kServerCutOff,
  kLinkCutOff,
  kHeldBack,
  kSlow,
  kReplayed,
  kDisorder,
  kRepeated,
  kSleep,
  kRecorderCrash
};
struct FaultKind {
  Fault fault;
  const char* name;
  bool of_all;   // agents
  minutes each;  // on average
  seconds least, most;
};
constexpr FaultKind kFaults[] = {
    {Fault::kSourceCrash, "source crashed", true, minutes(120), seconds(5), seconds(30)},
    {Fault::kServerSilent, "server silent", true, minutes(60), seconds(2), seconds(30)},
    {Fault::kServerAnew, "server started again", true, minutes(90), seconds(1), seconds(5)},
    {Fault::kServerCutOff, "server cut off from source", true, minutes(60), seconds(2), seconds(30)},
    {Fault::kLinkCutOff, "link cut off", false, minutes(60), seconds(1), seconds(40)},
    {Fault::kHeldBack, "end, hold or pause held back", false, minutes(60), seconds(20), seconds(120)},
    {Fault::kSlow, "answers late", false, minutes(90), seconds(5), seconds(40)},
    {Fault::kReplayed, "answers replayed", false, minutes(90), seconds(5), seconds(40)},
    {Fault::kDisorder, "statements out of order", false, minutes(90), seconds(20), seconds(120)},
    {Fault::kRepeated, "statements repeated", false, minutes(90), seconds(20), seconds(120)},
    {Fault::kSleep, "computer slept", false, minutes(180), seconds(30), seconds(900)},
    {Fault::kRecorderCrash, "recorder crashed", false, minutes(180), seconds(2), seconds(10)}};

class Day {
 public:
  explicit Day(const DayOptions& options)
      : options_(options),
        until_(time_.mono() + options.lasts),
        random_(options.seed),
        telephones_(with_agents(options), time_, until_, options.seed + 1) {
    for (std::size_t agent = 0; agent < options_.agents; ++agent) {
      desks_.emplace_back();
      Agent& one = desks_.back();
      one.desk = std::make_unique<Workstation>(
          time_, key_, server_, std::vector<std::string>{number_of(agent, 0), number_of(agent, 1)}, stop_,
          options_.seed + 100 + static_cast<unsigned>(agent));
    }
    for (const FaultKind& kind : kFaults)
      for (std::size_t agent = 0; agent < (kind.of_all ? 1 : options_.agents); ++agent)
        plan(kind, agent, time_.mono());
  }

  void run() {
    // Until the last call is over, and a while longer.
    Mono quiet = until_ + seconds(30);
    for (std::size_t tick = 1; time_.mono() < quiet; ++tick) {
      time_.pass(kTick);
      ring();
      begin_and_end_faults();
      source_.pass();
      if (!server_.silent) server_.work();
      for (std::size_t agent = 0; agent < desks_.size(); ++agent)
        if (is_its_turn(agent, tick)) desks_[agent].desk->work();
      note_truth();
      if (!telephones_.all_over()) quiet = std::max(quiet, time_.mono() + seconds(30));
      if (tick % kTicksOfAMinute == 0) {
        for (Agent& one : desks_) one.desk->take_recordings();
        ASSERT_FALSE(was_replaced()) << "this program was built again while it ran: its windows count as an "
                                        "old version's since then, and "
                                        "nothing is kept of them; run it again";
      }
      if (tick % (60 * kTicksOfAMinute) == 0) fmt::print(stderr, "{} h\n", tick / (60 * kTicksOfAMinute));
    }
    for (Agent& one : desks_) {
      one.desk->take_recordings();
      close(one.connected);
      one.truth = Spans::of(one.connected.spans);
    }
  }

  void expect_good() {
    double inside = 0, kept = 0, whole = 0, recorded = 0;
    std::map<std::string, double> lost_by, on_record;
    std::size_t recordings = 0;
    for (std::size_t agent = 0; agent < desks_.size(); ++agent) {
      const Agent& one = desks_[agent];
      const Recorded& found = one.desk->recorded();
      EXPECT_EQ(found.foreign, 0U) << "agent " << agent;
      EXPECT_EQ(found.bad, 0U) << "agent " << agent;
      recordings += found.recordings;
      for (const Mono moment : found.moments)
        EXPECT_TRUE(one.truth.contains(moment)) << "agent " << agent << " at " << seconds_of(moment);
      const Spans kept_spans = spans_of(found.moments);
      const Spans faults = faults_of(one), lost = one.truth.without(kept_spans);
      whole += one.truth.seconds();
      recorded += kept_spans.seconds();
      inside += one.truth.without(faults).seconds();
      kept += kept_spans.within(one.truth.without(faults)).seconds();
      for (const auto& [name, spans] : one.faults) lost_by[name] += Spans::of(spans).within(lost).seconds();
      for (const auto& [reason, spans] : found.nothing)
        on_record[reason::code_of(reason)] += spans.within(lost).seconds();
      explain(agent, lost.without(faults));
    }
    fmt::print(
        "seed {}: {} agents, {} calls, {} recordings; customers were connected for {:.0f} s, of which {:.0f} "
        "are "
        "recorded; of {:.0f} s without a fault {:.2f} %\n",
        options_.seed, desks_.size(), telephones_.calls(), recordings, whole, recorded, inside,
        100 * kept / inside);
    for (const auto& [name, time] : lost_by) fmt::print("  lost while: {} {:.0f} s\n", name, time);
    for (const auto& [name, time] : on_record) fmt::print("  why, on record: {} {:.0f} s\n", name, time);
    EXPECT_GT(whole, static_cast<double>(options_.lasts.count()) / 10) << "too few calls to say anything";
    EXPECT_GE(kept, options_.least_kept * inside);
  }

 private:
  struct Open {
    std::optional<Mono> since;
    std::vector<Span> spans;
  };
  struct Agent {
    std::unique_ptr<Workstation> desk;
    Open connected;
    Spans truth;
    Mono wakes{};  // until then its computer sleeps
    Mono brisk_until{};
    bool shows_own = false;
    std::map<std::string, std::vector<Span>> faults;
  };
  struct Planned {
    Mono at;
    const FaultKind* kind;
    std::size_t agent;
    bool begins;
    milliseconds lasts;
    bool operator>(const Planned& other) const { return at > other.at; }
  };

  // The windows are this program's, and its file is the agreed one.
  static bool was_replaced() {
    return std::filesystem::read_symlink("/proc/self/exe").string().ends_with(" (deleted)");
  }

  static TelephoneOptions with_agents(const DayOptions& options) {
    TelephoneOptions telephones;
    telephones.agents = options.agents;
    // As many calls as there can be.
    if (options.lasts < hours(1)) telephones.mean_gap = seconds(60);
    return telephones;
  }
  double seconds_of(Mono at) const {
    return std::chrono::duration<double>(at - (until_ - options_.lasts)).count();
  }
  static Spans spans_of(const std::vector<Mono>& moments) {
    Spans spans;
    for (std::size_t i = 1; i < moments.size(); ++i)
      if (moments[i] - moments[i - 1] <= kLongestGap) spans.add({moments[i - 1], moments[i]});
    return spans;
  }

  // Not all at the same tick.
  bool is_its_turn(std::size_t agent, std::size_t tick) {
    Agent& one = desks_[agent];
    if (one.wakes > time_.mono()) return false;
    if (time_.mono() < one.brisk_until || (tick + agent) % kIdleTicks == 0) return true;
    return (tick + agent) % kTicks == 0 && one.desk->has_work();
  }

  // What the telephones do, as far as somebody is told.
  void ring() {
    for (const Happening& what : telephones_.due()) {
      if (!source_.runs()) continue;
      desks_[what.agent].brisk_until = time_.mono() + kBrisk;
      truth_.take(what, time_.utc());
      if (truth_.is_connected(what.agent)) show(what.agent);
      source_.deliver(what);
      show(what.agent);
    }
  }
  void show(std::size_t agent) {
    Agent& one = desks_[agent];
    const bool own = truth_.is_connected(agent);
    if (std::exchange(one.shows_own, own) != own) one.desk->show(own);
  }
  void note_truth() {
    for (std::size_t agent = 0; agent < desks_.size(); ++agent) {
      Open& open = desks_[agent].connected;
      const bool connected = truth_.is_connected(agent);
      if (connected && !open.since) open.since = time_.mono();
      if (!connected) close(open);
    }
  }
  void close(Open& open) const {
    if (open.since) open.spans.push_back({*open.since, time_.mono()});
    open.since.reset();
  }

  void plan(const FaultKind& kind, std::size_t agent, Mono after) {
    const double mean = static_cast<double>(duration_cast<milliseconds>(kind.each).count()) / options_.faults;
    const milliseconds gap(static_cast<std::int64_t>(std::exponential_distribution<>(1 / mean)(random_)));
    const milliseconds lasts(
        std::uniform_int_distribution<std::int64_t>(duration_cast<milliseconds>(kind.least).count(),
                                                    duration_cast<milliseconds>(kind.most).count())(random_));
    planned_.push({after + gap, &kind, agent, true, lasts});
  }

  void begin_and_end_faults() {
    while (!planned_.empty() && planned_.top().at <= time_.mono()) {
      const Planned one = planned_.top();
      planned_.pop();
      if (one.begins && (time_.mono() > until_ || !may_begin(one))) {
        if (time_.mono() <= until_) plan(*one.kind, one.agent, time_.mono());
        continue;
      }
      one.begins ? begin(one) : end(one);
    }
  }
  // One at a time of those that end the work of a computer, and only where it is clear what follows: which of
  // the calls have begun there.
  bool may_begin(const Planned& one) {
    if (one.kind->fault != Fault::kSleep && one.kind->fault != Fault::kRecorderCrash) return true;
    Agent& agent = desks_[one.agent];
    if (agent.wakes > time_.mono() || !agent.desk->runs()) return false;
    const control::Activity now = agent.desk->activity();
    return now == control::Activity::kRecording ||
           (now == control::Activity::kIdle && !truth_.has_call(one.agent));
  }

  void begin(const Planned& one) {
    note_fault(one);
    set(one, true);
    planned_.push({time_.mono() + one.lasts, one.kind, one.agent, false, {}});
  }
  void end(const Planned& one) {
    set(one, false);
    plan(*one.kind, one.agent, time_.mono());
  }
  void note_fault(const Planned& one) {
    const Span span{time_.mono(), time_.mono() + one.lasts + kRecovery};
    for (std::size_t agent = 0; agent < desks_.size(); ++agent)
      if (one.kind->of_all || agent == one.agent) desks_[agent].faults[one.kind->name].push_back(span);
  }

  void set(const Planned& one, bool on) {
    Workstation& desk = *desks_[one.agent].desk;
    switch (one.kind->fault) {
      case Fault::kSourceCrash:
        on ? crash_source() : source_.start();
        break;
      case Fault::kServerSilent:
        server_.silent = on;
        break;
      case Fault::kServerAnew:
        server_.silent = on;
        if (on) server_.start_again();
        break;
      case Fault::kServerCutOff:
        server_.cut_off = on;
        break;
      case Fault::kLinkCutOff:
        desk.link_faults().cut_off = on;
        break;
      case Fault::kHeldBack:
        desk.link_faults().holds_back = on;
        break;
      case Fault::kSlow:
        desk.link_faults().slow = on;
        break;
      case Fault::kReplayed:
        desk.link_faults().replays = on;
        break;
      case Fault::kDisorder:
        desk.link_faults().disorders = on;
        break;
      case Fault::kRepeated:
        desk.link_faults().repeats = on;
        break;
      case Fault::kSleep:
        if (on) sleep(one);
        break;
      case Fault::kRecorderCrash:
        on ? crash_recorder(one.agent) : desk.start();
        break;
    }
  }
  // Whoever comes after it knows of no call.
  void crash_source() {
    source_.crash();
    truth_.forget_all();
    for (std::size_t agent = 0; agent < desks_.size(); ++agent) show(agent);
  }
  void sleep(const Planned& one) {
    Agent& agent = desks_[one.agent];
    agent.wakes = time_.mono() + one.lasts;
    agent.desk->sleep(one.lasts);
    truth_.slept(one.agent);
    show(one.agent);
  }
  void crash_recorder(std::size_t agent) {
    desks_[agent].desk->crash();
    desks_[agent].desk->take_recordings();
  }

  // When a fault explains what was lost. Together they can have lasted so long that a call was given up.
  Spans faults_of(const Agent& one) const {
    std::vector<Span> all;
    for (const auto& [name, spans] : one.faults) all.insert(all.end(), spans.begin(), spans.end());
    std::vector<Span> more = all;
    const Spans merged = Spans::of(all);
    for (const Span& fault : merged.all()) {
      if (fault.to - fault.from < kLostAfter) continue;
      for (const Span& call : one.truth.all())
        if (call.from < fault.to && call.to > fault.to) more.push_back({fault.to, call.to});
    }
    return Spans::of(more);
  }
  void explain(std::size_t agent, const Spans& lost) const {
    for (const Span& one : lost.all())
      if (one.to - one.from > seconds(5))
        fmt::print("  agent {}: lost without a fault from {:.1f} to {:.1f} s\n", agent, seconds_of(one.from),
                   seconds_of(one.to));
  }

  const DayOptions options_;
  DayTime time_;
  const Mono until_;
  std::mt19937 random_;
  Telephones telephones_;
  const note::Signer key_ = note::Signer::generate("pbx").value();
  const DayClock clock_{time_};
  SourceNode source_{key_, clock_};
  ServerNode server_{source_, key_.verifier(), clock_};
  Truth truth_;
  StopRequest stop_ = StopRequest::install().value();
  std::vector<Agent> desks_;
  std::priority_queue<Planned, std::vector<Planned>, std::greater<>> planned_;
};

TEST(Day, WhatIsRecordedIsOfCallsAlone) {
  raise_open_files();
  // Recordings are in memory: what waits for a disk a hundred thousand times takes longer than all the rest.
  if (::access("/dev/shm", W_OK) == 0) ::setenv("TMPDIR", "/dev/shm", 1);
  DayOptions options;
  if (const char* seed = std::getenv("INSYN_SOAK_DAY")) {
    options.agents = 50;
    options.lasts = hours(8);
    options.faults = 1;
    options.least_kept = 0.99;
    options.seed = std::string(seed) == "any" ? std::random_device()()
                                              : static_cast<unsigned>(std::strtoul(seed, nullptr, 10));
  }
  Day day(options);
  day.run();
  if (!HasFatalFailure()) day.expect_good();
}

}  // namespace
}  // namespace insyn::day
