#include "insight/input/lifecycle.h"

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <tuple>

#include "insight/input/values.h"

namespace insyn::insight {
namespace {

struct Word {
  std::string_view text;
  Transition transition;
};

constexpr std::array kStandard = {
    Word{"schedule", Transition::kNotYet},    Word{"assign", Transition::kNotYet},
    Word{"reassign", Transition::kNotYet},    Word{"start", Transition::kStart},
    Word{"suspend", Transition::kSuspend},    Word{"resume", Transition::kResume},
    Word{"complete", Transition::kComplete},  Word{"unknown", Transition::kComplete},
    Word{"pi_abort", Transition::kAbort},     Word{"ate_abort", Transition::kAbort},
    Word{"withdraw", Transition::kNotDone},   Word{"autoskip", Transition::kNotDone},
    Word{"manualskip", Transition::kNotDone},
};

// Before each other the more special ones: the first that a state is, or is a part of, counts.
constexpr std::array kBpaf = {
    Word{"open.running.suspended", Transition::kSuspend},
    Word{"open.running", Transition::kRunning},
    Word{"open.notrunning.suspended", Transition::kSuspend},
    Word{"open.notrunning", Transition::kNotYet},
    Word{"open", Transition::kNotYet},
    Word{"closed.cancelled", Transition::kAbort},
    Word{"closed.completed", Transition::kComplete},
    Word{"closed", Transition::kComplete},
    Word{"completed", Transition::kComplete},
};

struct Timed {
  Step step;
  Transition transition;
  Instant at = 0;
};

// Under way, and perhaps waiting.
struct Open {
  Step step;
  bool suspended = false;
};

class Counter {
 public:
  Counter(std::string_view call, LogPart& part) : call_(call), part_(part) {}

  void take(Timed timed) {
    std::deque<Open>& open = open_[{timed.step.activity, timed.step.object, timed.step.instance}];
    const auto suspended =
        std::find_if(open.begin(), open.end(), [](const Open& one) { return one.suspended; });
    switch (timed.transition) {
      case Transition::kStart:
        open.push_back({std::move(timed.step), false});
        break;
      case Transition::kRunning:
        if (open.empty()) {
          open.push_back({std::move(timed.step), false});
        } else if (suspended != open.end()) {
          suspended->suspended = false;
        }
        break;
      case Transition::kSuspend:
        if (!open.empty()) open.front().suspended = true;
        break;
      case Transition::kResume:
        if (suspended != open.end()) suspended->suspended = false;
        break;
      case Transition::kComplete:
        if (open.empty()) {
          done(timed.step);
        } else {
          finish(open, timed.step);
        }
        break;
      case Transition::kAbort:
        if (!open.empty()) finish(open, timed.step);
        break;
      case Transition::kNotYet:
      case Transition::kNotDone:
        break;
    }
  }

  // What had no end has been begun nevertheless.
  void end() {
    for (auto& [key, open] : open_)
      for (const Open& one : open) done(one.step);
  }

 private:
  void finish(std::deque<Open>& open, const Step& with) {
    Step step = std::move(open.front().step);
    open.pop_front();
    if (!with.results.empty()) step.results = with.results;
    done(step);
  }

  void done(const Step& step) {
    part_.event({call_, step.time, step.activity, step.object, step.results}, step.place);
  }

  std::string_view call_;
  LogPart& part_;
  std::map<std::tuple<std::string, std::string, std::string>, std::deque<Open>> open_;
};

}  // namespace

std::optional<Transition> parse_transition(std::string_view text) {
  std::string small(trimmed(text));
  for (char& c : small) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  for (const Word& word : kStandard)
    if (small == word.text) return word.transition;
  for (const Word& word : kBpaf) {
    if (!small.starts_with(word.text)) continue;
    if (small.size() == word.text.size() || small[word.text.size()] == '.') return word.transition;
  }
  return std::nullopt;
}

void add_once_each(std::string_view call, std::vector<Step> steps, LogPart& part) {
  std::vector<Timed> in_order;
  for (Step& step : steps) {
    const auto transition = parse_transition(step.transition);
    if (!transition) {
      part.reject(Reason::kLifecycle, step.place, Field::kTransition, step.transition);
      continue;
    }
    const ReadTime time = part.times().read(step.time);
    if (!time.at) {
      part.reject(step.time.empty() ? Reason::kMissing : time.fault, step.place, Field::kTime, step.time);
      continue;
    }
    in_order.push_back({std::move(step), *transition, *time.at});
  }
  // What takes no time begins before it ends, however it is written.
  const auto order = [](const Timed& timed) { return std::pair(timed.at, timed.transition); };
  std::stable_sort(in_order.begin(), in_order.end(),
                   [&](const Timed& a, const Timed& b) { return order(a) < order(b); });
  Counter counter(call, part);
  for (Timed& timed : in_order) counter.take(std::move(timed));
  counter.end();
}

}  // namespace insyn::insight
