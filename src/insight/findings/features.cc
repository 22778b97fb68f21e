#include "insight/findings/features.h"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <numeric>

namespace insyn::insight {
namespace {

float seconds_of(std::int64_t ms) { return static_cast<float>(static_cast<double>(ms) / 1000); }

class Scanner {
 public:
  Scanner(const Log& log, const std::vector<std::uint8_t>& followed, Instant known_until)
      : log_(log), followed_(followed), known_until_(known_until) {}

  Scan run(std::span<const std::uint32_t> calls) {
    scan_.durations.reserve(calls.size());
    scan_.to_answer.reserve(calls.size());
    for (const std::uint32_t at : calls) {
      call_ = &log_.calls[at];
      events_ = log_.events_of(*call_);
      take_agents_words();
      take_events();
      take_facts(followed_[at] != 0);
      ++number_;
    }
    return std::move(scan_);
  }

 private:
  // What each call has is a handful of features over and over.
  std::uint32_t feature_of(const Key& key) {
    Recent& recent = recents_[KeyHash()(key) % recents_.size()];
    if (recent.known && recent.key == key) return recent.feature;
    const auto [found, is_new] =
        scan_.place_of.try_emplace(key, static_cast<std::uint32_t>(scan_.features.size()));
    if (is_new) scan_.features.push_back({key, {}});
    recent = {key, found->second, true};
    return found->second;
  }

  void has(const Key& key, float seconds) {
    std::vector<Posting>& postings = scan_.features[feature_of(key)].postings;
    if (!postings.empty() && postings.back().call == number_) {
      postings.back().seconds += seconds;
    } else {
      postings.push_back({number_, seconds});
    }
  }

  Instant next_time(std::size_t i) const {
    return i + 1 < events_.size() ? events_[i + 1].time() : call_->end();
  }
  float dwell(std::size_t i) const { return seconds_of(next_time(i) - events_[i].time()); }
  bool followed_by(std::size_t i, Activity activity) const {
    return i + 1 < events_.size() && events_[i + 1].activity() == activity;
  }

  // What the agent says is no step of the work: the other events are looked at without it.
  void take_agents_words() {
    const auto is_word = [](const Event& event) { return event.activity() == Activity::kDidNotHelp; };
    if (std::none_of(events_.begin(), events_.end(), is_word)) return;
    others_.clear();
    for (const Event& event : events_) {
      if (!is_word(event)) {
        others_.push_back(event);
        continue;
      }
      has({What::kDidNotHelp, 0, 0}, 0);
      if (event.object() != kNoName) has({What::kDidNotHelp, event.object(), 1}, 0);
    }
    events_ = others_;
  }

  void take_events() {
    variant_.clear();
    answer_at_ = -1;
    bool said = false;  // by an answer event
    for (std::size_t i = 0; i < events_.size(); ++i) {
      const Event event = events_[i];
      const Place place(event);
      has({What::kPlace, place.number(), 0}, dwell(i));
      if (i > 0) {
        const Place before(events_[i - 1]);
        has({What::kEdge, before.number(), place.number()}, seconds_of(event.time() - events_[i - 1].time()));
      }
      if (std::find(variant_.begin(), variant_.end(), place) == variant_.end()) variant_.push_back(place);
      switch (event.activity()) {
        case Activity::kSearch:
          if (!said) answer_at_ = -1;  // it was not there yet
          search(i);
          break;
        case Activity::kArticle:
          has({What::kArticle, event.object(), 0}, dwell(i));
          if (!said && dwell(i) >= kQuick && !followed_by(i, Activity::kBack)) answer_at_ = event.time();
          break;
        case Activity::kAnswer:
          if (!said) answer_at_ = event.time();
          said = true;
          break;
        case Activity::kScreen:
          screen(i);
          break;
        case Activity::kCopy:
        case Activity::kLink:
          has({What::kLinked, 0, 0}, 0);
          break;
        case Activity::kBack:
        case Activity::kDidNotHelp:
          break;
      }
    }
    scan_.events += events_.size();
  }

  void search(std::size_t i) {
    ++scan_.searches;
    has({What::kSearched, 0, 0}, dwell(i));
    if (events_[i].object() != 0 && followed_by(i, Activity::kArticle)) {
      ++scan_.hits;
      has({What::kFound, 0, 0}, dwell(i));
      return;
    }
    has({What::kFailed, 0, 0}, dwell(i));
    has({events_[i].object() == 0 ? What::kNoResult : What::kNoArticle, 0, 0}, dwell(i));
  }

  void screen(std::size_t i) {
    const NameId name = events_[i].object();
    if (followed_by(i, Activity::kBack) && dwell(i) < kQuick)
      has({What::kQuickBack, name, 0}, dwell(i) + dwell(i + 1));
    const auto is_screen = [&](std::size_t at, NameId other) {
      return events_[at].activity() == Activity::kScreen && events_[at].object() == other;
    };
    if (i < 3 || events_[i - 1].activity() != Activity::kScreen) return;
    const NameId other = events_[i - 1].object();
    if (other == name || !is_screen(i - 2, name) || !is_screen(i - 3, other)) return;
    const Key key{What::kPingPong, std::min(name, other), std::max(name, other)};
    const bool goes_on = i >= 4 && is_screen(i - 4, name);
    has(key, dwell(i) + (goes_on ? 0 : dwell(i - 1)));
  }

  void take_facts(bool followed) {
    const float whole = seconds_of(call_->duration);
    scan_.durations.push_back(whole);
    scan_.seconds += whole;
    scan_.hold_seconds += seconds_of(call_->hold);
    take_answer(whole);
    has({What::kVariant, variant_number(), 0}, whole);
    has({What::kOutcome, static_cast<std::uint32_t>(call_->outcome), 0}, whole);
    if (call_->group != kNoName) has({What::kGroup, call_->group, 0}, whole);
    if (call_->version != kNoName) has({What::kVersion, call_->version, 0}, whole);
    const auto last = std::find_if(events_.rbegin(), events_.rend(),
                                   [](const Event& event) { return event.activity() == Activity::kScreen; });
    if (last != events_.rend()) {
      has({What::kLastPlace, last->object(), 0}, whole);
      if (call_->outcome == Outcome::kTransferred || followed)
        has({What::kDeadEnd, last->object(), 0}, whole);
    }
    // Whether the customer calls again can be known only once the window has passed.
    if (call_->outcome == Outcome::kUnknown || call_->end() + kRepeatWindow > known_until_) return;
    has({What::kResolutionKnown, 0, 0}, 0);
    if (call_->outcome == Outcome::kSolved && !call_->repeat && !followed) has({What::kResolved, 0, 0}, 0);
  }

  void take_answer(float whole) {
    ToAnswer answer{whole, ToAnswer::kEndedWithout};
    if (answer_at_ >= 0) {
      answer = {seconds_of(answer_at_ - call_->start), ToAnswer::kAnswered};
      has({What::kAnswered, 0, 0}, answer.seconds);
    } else if (call_->outcome == Outcome::kDropped || call_->outcome == Outcome::kUnknown) {
      answer.end = ToAnswer::kNobodyKnows;
    }
    scan_.to_answer.push_back(answer);
  }

  std::uint32_t variant_number() {
    const std::uint64_t hash = XXH3_64bits(variant_.data(), variant_.size() * sizeof(Place));
    auto& same_hash = variants_[hash];
    for (const std::uint32_t number : same_hash) {
      if (scan_.variants[number] == variant_) return number;
    }
    same_hash.push_back(static_cast<std::uint32_t>(scan_.variants.size()));
    scan_.variants.push_back(variant_);
    return same_hash.back();
  }

  struct Recent {
    Key key;
    std::uint32_t feature = 0;
    bool known = false;
  };

  const Log& log_;
  const std::vector<std::uint8_t>& followed_;
  Instant known_until_;
  Scan scan_;
  std::array<Recent, 1024> recents_;
  std::uint32_t number_ = 0;  // of the call
  const Call* call_ = nullptr;
  std::span<const Event> events_;
  std::vector<Event> others_;  // of a call with words of the agent
  std::vector<Place> variant_;
  Instant answer_at_ = -1;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> variants_;
};

}  // namespace

CallSet Feature::set(std::size_t calls) const {
  CallSet set(calls);
  for (const Posting& posting : postings) set.add(posting.call);
  return set;
}

double Feature::seconds() const {
  return std::accumulate(postings.begin(), postings.end(), 0.0,
                         [](double sum, const Posting& posting) { return sum + posting.seconds; });
}

const Feature* Scan::find(const Key& key) const {
  const auto found = place_of.find(key);
  return found == place_of.end() ? nullptr : &features[found->second];
}

std::vector<const Feature*> Scan::all(What what) const {
  std::vector<const Feature*> found;
  for (const Feature& feature : features) {
    if (feature.key.what == what) found.push_back(&feature);
  }
  std::sort(found.begin(), found.end(), [](const Feature* a, const Feature* b) {
    return a->postings.size() != b->postings.size() ? a->postings.size() > b->postings.size()
                                                    : a->key < b->key;
  });
  return found;
}

Scan scan(const Log& log, std::span<const std::uint32_t> calls, const std::vector<std::uint8_t>& followed,
          Instant known_until) {
  return Scanner(log, followed, known_until).run(calls);
}

}  // namespace insyn::insight
