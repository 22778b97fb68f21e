// The telephone system of a simulated day: agents whose telephones ring, holds, pauses for card data,
// transfers; each of these is told by a signed webhook, which may come late, twice or out of order.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <queue>
#include <random>
#include <set>

#include "day/day_time.h"

namespace insyn::day {

enum class Kind { kOffered, kAnswered, kHold, kBack, kCard, kCardOver, kGone };
const char* type_of(Kind kind);

// What a webhook tells.
struct Happening {
  Kind kind = Kind::kOffered;
  std::string dialog, call, number;
  std::size_t agent = 0;
  Utc at{};
  std::string id;          // the webhook's
  bool handed_on = false;  // the call, from another agent
};

struct TelephoneOptions {
  std::size_t agents = 5;
  std::chrono::seconds mean_call{300}, mean_gap{600};
};

// Each agent has two telephones.
std::string number_of(std::size_t agent, std::size_t telephone);

class Telephones {
 public:
  // `until`: no call begins after it.
  Telephones(TelephoneOptions options, const DayTime& time, Mono until, unsigned seed);

  // What has to be delivered by now, in this order.
  std::vector<Happening> due();
  int calls() const { return calls_; }
  bool all_over() const;

 private:
  struct Planned {
    Mono at;
    Happening what;
    bool operator>(const Planned& other) const { return at > other.at; }
  };
  using Queue = std::priority_queue<Planned, std::vector<Planned>, std::greater<>>;

  bool by_chance(double share) { return std::uniform_real_distribution<>(0, 1)(random_) < share; }
  milliseconds any(milliseconds least, milliseconds most);
  milliseconds about(std::chrono::seconds mean);
  void plan_call(std::size_t agent, Mono at, const std::string& call, bool handed_on = false);
  void plan(Mono at, Happening what);
  void happen(const Planned& one);

  const TelephoneOptions options_;
  const DayTime& time_;
  const Mono until_;
  std::mt19937 random_;
  Queue planned_;           // at the telephones
  Queue delivered_;         // webhooks on their way
  std::vector<Mono> free_;  // from when on an agent can take a call
  int calls_ = 0, dialogs_ = 0, webhooks_ = 0;
};

// Which of an agent's calls the telephone system has told to be connected, by what has been delivered, of
// whatever was done to it on the way. Written after calls.md, not after the program.
class Truth {
 public:
  void take(const Happening& what, Utc now);
  // Whoever was told of calls is gone, and knows of none.
  void forget_all() {
    dialogs_.clear();
    going_on_.clear();
  }
  // The computer of this agent has slept: nothing more of the agent's calls.
  void slept(std::size_t agent);
  // Whether a customer is connected who neither waits nor gives card data.
  bool is_connected(std::size_t agent) const;
  bool has_call(std::size_t agent) const;

 private:
  struct Dialog {
    std::size_t agent = 0;
    bool begun = false, ended = false, never = false, held = false, paused = false;
    Utc hold_at{}, pause_at{};
  };
  std::map<std::string, Dialog> dialogs_;
  // By agent: those that have not ended.
  std::map<std::size_t, std::set<const Dialog*>> going_on_;
};

}  // namespace insyn::day
