#include "day/telephones.h"

#include <fmt/format.h>

namespace insyn::day {
namespace {

using std::chrono::seconds;

// Of webhooks.
constexpr double kTwice = 0.02, kOutOfOrder = 0.02, kMuchTooLate = 0.002;
// Of calls.
constexpr double kHolds = 0.3, kCards = 0.15, kTransfers = 0.1, kBothRing = 0.2;
// As BookLimits::latest: what is told later than that begins no call.
constexpr seconds kLatest{5};

}  // namespace

const char* type_of(Kind kind) {
  switch (kind) {
    case Kind::kOffered:
      return "offered";
    case Kind::kAnswered:
      return "answered";
    case Kind::kHold:
      return "hold";
    case Kind::kBack:
      return "back";
    case Kind::kCard:
      return "card";
    case Kind::kCardOver:
      return "card-over";
    case Kind::kGone:
      break;
  }
  return "gone";
}

std::string number_of(std::size_t agent, std::size_t telephone) {
  return std::to_string(1000 * (telephone + 2) + agent);
}

Telephones::Telephones(TelephoneOptions options, const DayTime& time, Mono until, unsigned seed)
    : options_(options), time_(time), until_(until), random_(seed), free_(options.agents) {
  for (std::size_t agent = 0; agent < options_.agents; ++agent)
    plan_call(agent, time_.mono() + about(options_.mean_gap), fmt::format("call {}", ++calls_));
}

milliseconds Telephones::any(milliseconds least, milliseconds most) {
  return milliseconds(std::uniform_int_distribution<std::int64_t>(least.count(), most.count())(random_));
}

// None is very short, or longer than an agreement allows.
milliseconds Telephones::about(seconds mean) {
  const double time = std::exponential_distribution<>(1.0 / static_cast<double>(mean.count()))(random_);
  return milliseconds(static_cast<std::int64_t>(std::clamp(time, 10.0, 2400.0) * 1000));
}

void Telephones::plan(Mono at, Happening what) { planned_.push({at, std::move(what)}); }

void Telephones::plan_call(std::size_t agent, Mono at, const std::string& call, bool handed_on) {
  if (at > until_) return;
  Happening what{
      Kind::kOffered, fmt::format("dialog {}", ++dialogs_), call, number_of(agent, 0), agent, {}, {},
      handed_on};
  const auto plan_kind = [&](Kind kind, Mono then) {
    what.kind = kind;
    plan(then, what);
  };
  plan_kind(Kind::kOffered, at);
  const Mono answered = at + any(seconds(1), seconds(4));
  // The other telephone rings too, and stops when this one is answered.
  if (by_chance(kBothRing)) {
    Happening other = what;
    other.dialog = fmt::format("dialog {}", ++dialogs_);
    other.number = number_of(agent, 1);
    other.kind = Kind::kOffered;
    plan(at, other);
    other.kind = Kind::kGone;
    plan(answered, other);
  }
  plan_kind(Kind::kAnswered, answered);
  Mono now = answered;
  const Mono over = std::min(answered + about(options_.mean_call), std::max(until_, answered) + seconds(30));
  const auto plan_rest = [&](double share, Kind begins, Kind ends) {
    if (!by_chance(share) || now + seconds(70) > over) return;
    const Mono from =
        now + any(seconds(3), std::chrono::duration_cast<milliseconds>(over - now) - seconds(65));
    plan_kind(begins, from);
    now = from + any(seconds(5), seconds(60));
    plan_kind(ends, now);
  };
  plan_rest(kHolds, Kind::kHold, Kind::kBack);
  plan_rest(kCards, Kind::kCard, Kind::kCardOver);
  plan_rest(kHolds, Kind::kHold, Kind::kBack);
  plan_kind(Kind::kGone, over);
  free_[agent] = over;
}

bool Telephones::all_over() const { return planned_.empty() && delivered_.empty(); }

void Telephones::happen(const Planned& one) {
  Happening what = one.what;
  what.at = time_.utc();
  what.id = fmt::format("webhook-{}", ++webhooks_);
  milliseconds takes = any(milliseconds(20), milliseconds(300));
  if (by_chance(kOutOfOrder)) takes += any(milliseconds(500), milliseconds(3000));
  if (by_chance(kMuchTooLate)) takes += any(seconds(6), seconds(20));
  delivered_.push({one.at + takes, what});
  if (by_chance(kTwice)) delivered_.push({one.at + takes + any(milliseconds(1), milliseconds(1500)), what});
  const bool was_call = what.kind == Kind::kGone && what.number == number_of(what.agent, 0);
  if (!was_call) return;
  // To whoever has no call, perhaps not for long.
  const bool hands_on = by_chance(kTransfers);
  for (std::size_t other = 0; hands_on && other < options_.agents; ++other) {
    if (other == what.agent || free_[other] > one.at || !by_chance(0.5)) continue;
    plan_call(other, one.at + seconds(1), what.call, true);
    break;
  }
  if (what.handed_on) return;
  plan_call(what.agent, one.at + about(options_.mean_gap), fmt::format("call {}", ++calls_));
}

std::vector<Happening> Telephones::due() {
  const Mono now = time_.mono();
  while (!planned_.empty() && planned_.top().at <= now) {
    const Planned one = planned_.top();
    planned_.pop();
    happen(one);
  }
  std::vector<Happening> all;
  for (; !delivered_.empty() && delivered_.top().at <= now; delivered_.pop())
    all.push_back(delivered_.top().what);
  return all;
}

void Truth::take(const Happening& what, Utc now) {
  const auto [found, first] = dialogs_.try_emplace(what.dialog);
  Dialog& dialog = found->second;
  dialog.agent = what.agent;
  const auto newer = [&](Utc& newest) {
    if (what.at < newest) return false;
    newest = what.at;
    return true;
  };
  switch (what.kind) {
    case Kind::kOffered:
      break;
    case Kind::kAnswered:
      if (now - what.at > kLatest) dialog.never = dialog.never || !dialog.begun;
      dialog.begun = true;
      break;
    case Kind::kHold:
    case Kind::kBack:
      // It was connected before, and nobody has said so.
      if (!dialog.begun) dialog.never = true;
      if (newer(dialog.hold_at)) dialog.held = what.kind == Kind::kHold;
      break;
    case Kind::kCard:
    case Kind::kCardOver:
      if (first) dialog.never = true;
      if (newer(dialog.pause_at)) dialog.paused = what.kind == Kind::kCard;
      break;
    case Kind::kGone:
      dialog.ended = true;
      break;
  }
  if (dialog.ended || dialog.never) {
    going_on_[what.agent].erase(&dialog);
  } else {
    going_on_[what.agent].insert(&dialog);
  }
}

void Truth::slept(std::size_t agent) {
  for (auto& [name, dialog] : dialogs_) {
    if (dialog.agent != agent || !dialog.begun) continue;
    dialog.never = true;
    going_on_[agent].erase(&dialog);
  }
}

bool Truth::has_call(std::size_t agent) const {
  const auto found = going_on_.find(agent);
  return found != going_on_.end() && std::any_of(found->second.begin(), found->second.end(),
                                                 [](const Dialog* one) { return one->begun; });
}

bool Truth::is_connected(std::size_t agent) const {
  const auto found = going_on_.find(agent);
  return found != going_on_.end() &&
         std::any_of(found->second.begin(), found->second.end(),
                     [](const Dialog* one) { return one->begun && !one->held && !one->paused; });
}

}  // namespace insyn::day
