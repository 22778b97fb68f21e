#include "insight/input/log_part.h"

#include <algorithm>

#include "insight/input/values.h"

namespace insyn::insight {
namespace {

constexpr std::int64_t kLongestCall = 86'400'000;  // ms

}  // namespace

bool LogPart::names_fit(std::initializer_list<std::string_view> names, std::uint64_t place) {
  if (std::all_of(names.begin(), names.end(), is_name)) return true;
  reject(Reason::kText, place);
  return false;
}

std::optional<NameId> LogPart::number_of(std::string_view name, std::uint64_t place, Names& names,
                                         RecentNames& recent) {
  if (name.empty()) {
    reject(Reason::kMissing, place);
    return std::nullopt;
  }
  if (const auto known = recent.find(name)) return known;
  if (!names_fit({name}, place)) return std::nullopt;
  const auto number = names.add(name);
  if (!number) {
    reject(Reason::kTooMany, place);
    return std::nullopt;
  }
  recent.put(names.text(*number), *number);
  return number;
}

void LogPart::event(const EventRow& row, std::uint64_t place) {
  const auto activity = parse_activity(row.activity);
  if (!activity) return reject(row.activity.empty() ? Reason::kMissing : Reason::kActivity, place);
  const auto time = parse_instant(row.time);
  if (!time) return reject(row.time.empty() ? Reason::kMissing : Reason::kTime, place);
  const auto call = number_of(row.call, place, ids_, recent_ids_);
  if (!call) return;
  if (*activity == Activity::kSearch) {
    // What was searched for is not kept: customers' words are none of this program's business.
    const auto results = parse_count(row.results);
    if (!results) return reject(row.results.empty() ? Reason::kMissing : Reason::kNumber, place);
    return store(Event(*time, *activity, std::min(*results, Event::kMostObjects - 1)), *call, place);
  }
  const bool has_object = *activity == Activity::kScreen || *activity == Activity::kArticle;
  if (!has_object) return store(Event(*time, *activity, kNoName), *call, place);
  if (const auto object = number_of(row.object, place, objects_, recent_objects_))
    store(Event(*time, *activity, *object), *call, place);
}

void LogPart::store(Event event, NameId call, std::uint64_t place) {
  if (blocks_.empty() || blocks_.back().events.size() == blocks_.back().events.capacity()) {
    const std::size_t size =
        blocks_.empty() ? kSmallestBlock : std::min(blocks_.back().events.capacity() * 2, kLargestBlock);
    blocks_.emplace_back();
    blocks_.back().events.reserve(size);
    blocks_.back().calls.reserve(size);
  }
  blocks_.back().events.push_back(event);
  blocks_.back().calls.push_back(call);
  if (call >= events_of_.size()) events_of_.resize(call + std::size_t{1});
  ++events_of_[call];
  if (jumps_.empty() || jumps_.back().place + (stored_ - jumps_.back().ordinal) != place)
    jumps_.push_back({stored_, place});
  ++stored_;
}

std::uint64_t LogPart::place_of(std::uint64_t ordinal) const {
  const auto after = std::upper_bound(jumps_.begin(), jumps_.end(), ordinal,
                                      [](std::uint64_t at, const Jump& jump) { return at < jump.ordinal; });
  const Jump& jump = *std::prev(after);
  return first_place_ + jump.place + (ordinal - jump.ordinal);
}

void LogPart::call(const CallFacts& facts, std::uint64_t place) {
  if (facts.id.empty() || facts.agent.empty() || facts.kind.empty() || facts.start.empty() ||
      facts.end.empty())
    return reject(Reason::kMissing, place);
  if (!names_fit(
          {facts.id, facts.agent, facts.kind, facts.queue, facts.group, facts.version, facts.repeat_of},
          place))
    return;
  const auto start = parse_instant(facts.start);
  const auto end = parse_instant(facts.end);
  if (!start || !end) return reject(Reason::kTime, place);
  const auto hold = facts.hold.empty() ? std::optional<std::uint32_t>(0) : parse_seconds(facts.hold);
  if (!hold) return reject(Reason::kNumber, place);
  const auto outcome = parse_outcome(facts.outcome);
  if (!outcome) return reject(Reason::kOutcome, place);
  if (*end < *start || *hold > *end - *start) return reject(Reason::kNegative, place);
  if (*end - *start > kLongestCall) return reject(Reason::kTooLong, place);
  const auto id = ids_.add(facts.id);
  const auto agent = agents_.add(facts.agent);
  const auto kind = labels_.add(facts.kind);
  const auto queue = labels_.add(facts.queue);
  const auto group = labels_.add(facts.group);
  const auto version = labels_.add(facts.version);
  const bool repeat = !facts.repeat_of.empty();
  const auto earlier = repeat && facts.repeat_of != "?" ? ids_.add(facts.repeat_of) : kNoName;
  if (!id || !agent || !kind || !queue || !group || !version || !earlier)
    return reject(Reason::kTooMany, place);
  calls_.push_back({*id, *earlier, *agent, *kind, *queue, *group, *version, *start,
                    static_cast<std::uint32_t>(*end - *start), *hold, *outcome, repeat, place});
}

void LogPart::exists(std::string_view screen, std::uint64_t place) {
  if (screen.empty()) return reject(Reason::kMissing, place);
  if (!names_fit({screen}, place)) return;
  const auto object = objects_.add(screen);
  if (!object) return reject(Reason::kTooMany, place);
  catalogue_.push_back(*object);
}

}  // namespace insyn::insight
