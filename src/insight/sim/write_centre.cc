#include "insight/sim/write_centre.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "base/clock.h"
#include "insight/sim/script.h"

namespace insyn::insight::sim {
namespace {

constexpr int kDaysOfWeek = 5;
constexpr double kDayBegins = 8 * 3600;

struct Made {
  std::uint32_t number = 0;
  std::uint32_t agent = 0;
  std::size_t kind = 0;
  bool second = false;
  double start = 0;  // seconds of the day
  Script script;
  std::uint32_t repeat_of = 0;  // a call's number; 0: none
};

// Lines, written in large pieces.
class Lines {
 public:
  explicit Lines(NewFile file) : file_(std::move(file)) {}

  void add(std::string_view text) {
    text_ += text;
    if (text_.size() > kPiece) write();
  }
  Status finish() {
    write();
    TRY(done_);
    return file_.put_in_place(IfExists::kReplace);
  }

 private:
  static constexpr std::size_t kPiece = std::size_t{1} << 20;

  void write() {
    if (done_) done_ = file_.write(view_of(text_));
    text_.clear();
  }

  NewFile file_;
  std::string text_;
  Status done_;
};

class Writer {
 public:
  Writer(const Centre& centre, NewFile calls, NewFile events)
      : centre_(centre), dice_(centre.seed), calls_(std::move(calls)), events_(std::move(events)) {
    truth_.hours_lost_a_week.resize(centre.faults.size());
    for (std::uint32_t i = 0; i < centre.agents; ++i) speeds_.push_back(std::exp(0.15 * dice_.normal()));
    double sum = 0;
    for (std::size_t i = 0; i < kKinds; ++i)
      weights_.push_back(sum += 1.0 / (1.0 + 0.15 * static_cast<double>(i)));
  }

  Result<Truth> run() {
    calls_.add("call,agent,kind,queue,start,end,hold_seconds,outcome,repeat_of,group,version\n");
    events_.add(fmt::format("call,time,event,object,results\n,,exists,{},\n", kUnusedScreen));
    const std::uint32_t days = centre_.weeks * kDaysOfWeek;
    for (std::uint32_t day = 0; day < days; ++day) {
      const auto until = static_cast<std::uint32_t>(std::uint64_t{centre_.calls} * (day + 1) / days);
      write_day(day, until);
    }
    for (double& hours : truth_.hours_lost_a_week) hours /= 3600.0 * centre_.weeks;
    TRY(calls_.finish());
    TRY(events_.finish());
    return truth_;
  }

 private:
  void write_day(std::uint32_t day, std::uint32_t until) {
    const std::chrono::sys_days first = centre_.begins;
    const Utc date = first + std::chrono::days(day / kDaysOfWeek * 7 + day % kDaysOfWeek);
    std::vector<double> free(centre_.agents, kDayBegins);
    std::vector<Made> made;
    for (std::uint32_t agent = static_cast<std::uint32_t>(dice_.below(centre_.agents)); number_ < until;
         agent = (agent + 1) % centre_.agents)
      made.push_back(make(day, agent, free[agent]));
    std::vector<std::pair<std::uint32_t, std::uint32_t>> order;  // call and step
    for (std::uint32_t i = 0; i < made.size(); ++i) {
      write_call(made[i], date);
      for (std::uint32_t step = 0; step < made[i].script.steps.size(); ++step) order.emplace_back(i, step);
    }
    const auto time = [&](const auto& at) {
      return made[at.first].start + made[at.first].script.steps[at.second].at;
    };
    std::stable_sort(order.begin(), order.end(),
                     [&](const auto& a, const auto& b) { return time(a) < time(b); });
    for (const auto& at : order) write_event(made[at.first], made[at.first].script.steps[at.second], date);
    truth_.events += order.size();
  }

  Made make(std::uint32_t day, std::uint32_t agent, double& free) {
    Made made;
    made.number = ++number_;
    made.agent = agent;
    const double pick = dice_.share() * weights_.back();
    made.kind =
        static_cast<std::size_t>(std::upper_bound(weights_.begin(), weights_.end(), pick) - weights_.begin());
    made.second = day >= centre_.weeks * kDaysOfWeek / 2;
    made.script = play(centre_, made.kind, made.second, speeds_[agent], dice_);
    made.start = free + dice_.around(20);
    free = made.start + made.script.seconds;
    constexpr std::uint32_t kRecent = 400;  // calls
    if (dice_.chance(0.08) && number_ > kRecent)
      made.repeat_of = number_ - 1 - static_cast<std::uint32_t>(dice_.below(kRecent - 1));
    for (std::size_t i = 0; i < made.script.lost.size(); ++i)
      truth_.hours_lost_a_week[i] += made.script.lost[i];
    return made;
  }

  static std::string time_text(Utc date, double seconds) {
    return to_text(date + std::chrono::milliseconds(std::llround(seconds * 1000)));
  }

  void write_call(const Made& made, Utc date) {
    calls_.add(fmt::format("c{},agent-{},{},telefon,{},{},{:.1f},{},{},{},{}\n", made.number, made.agent,
                           kind_name(made.kind), time_text(date, made.start),
                           time_text(date, made.start + made.script.seconds),
                           made.number % 7 == 0 ? 5.0 : 0.0, made.script.outcome,
                           made.repeat_of == 0 ? "" : fmt::format("c{}", made.repeat_of),
                           made.agent % 2 == 0 ? "A" : "B", made.second ? 2 : 1));
  }

  void write_event(const Made& made, const Step& step, Utc date) {
    events_.add(fmt::format("c{},{},{},{},{}\n", made.number, time_text(date, made.start + step.at),
                            step.event, step.object,
                            step.results >= 0 ? fmt::format("{}", step.results) : ""));
  }

  const Centre& centre_;
  Dice dice_;
  Lines calls_;
  Lines events_;
  std::vector<double> speeds_;
  std::vector<double> weights_;
  std::uint32_t number_ = 0;
  Truth truth_;
};

}  // namespace

Result<Truth> write_centre(const Centre& centre, const Path& folder) {
  TRY_ASSIGN(NewFile calls, NewFile::create(folder / "calls.csv", Access::kOwnerOnly));
  TRY_ASSIGN(NewFile events, NewFile::create(folder / "events.csv", Access::kOwnerOnly));
  return Writer(centre, std::move(calls), std::move(events)).run();
}

}  // namespace insyn::insight::sim
