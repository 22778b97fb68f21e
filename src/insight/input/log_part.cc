#include "insight/input/log_part.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include "base/parallel.h"
#include "insight/input/values.h"

namespace insyn::insight {
namespace {

constexpr std::int64_t kLongestCall = 86'400'000;  // ms

}  // namespace

bool LogPart::all_given(std::initializer_list<Value> values, std::uint64_t place) {
  for (const auto& [field, value] : values) {
    if (!value.empty()) continue;
    reject(Reason::kMissing, place, field);
    return false;
  }
  return true;
}

bool LogPart::names_fit(std::initializer_list<Value> names, std::uint64_t place) {
  for (const auto& [field, name] : names) {
    if (is_name(name)) continue;
    reject(Reason::kText, place, field);
    return false;
  }
  return true;
}

std::optional<NameId> LogPart::number_of(Value name, std::uint64_t place, Names& names, RecentNames& recent) {
  const auto [field, text] = name;
  if (text.empty()) {
    reject(Reason::kMissing, place, field);
    return std::nullopt;
  }
  if (const auto known = recent.find(text)) return known;
  if (!names_fit({name}, place)) return std::nullopt;
  const auto number = names.add(text);
  if (!number) {
    reject(Reason::kTooMany, place, field);
    return std::nullopt;
  }
  recent.put(names.text(*number), *number);
  return number;
}

std::optional<Instant> LogPart::time_of(Value time, std::uint64_t place) {
  const auto [field, text] = time;
  const ReadTime read = times_.read(text);
  if (!read.at) reject(text.empty() ? Reason::kMissing : read.fault, place, field, text);
  return read.at;
}

void LogPart::event(const EventRow& row, std::uint64_t place) {
  const auto activity = parse_activity(row.activity);
  if (!activity)
    return reject(row.activity.empty() ? Reason::kMissing : Reason::kActivity, place, Field::kEvent,
                  row.activity);
  const auto time = time_of({Field::kTime, row.time}, place);
  if (!time) return;
  const auto call = number_of({Field::kCall, row.call}, place, ids_, recent_ids_);
  if (!call) return;
  if (*activity == Activity::kSearch) {
    // What was searched for is not kept: customers' words are none of this program's business.
    const auto results = parse_whole(row.results);
    if (!results)
      return reject(row.results.empty() ? Reason::kMissing : Reason::kNumber, place, Field::kResults,
                    row.results);
    return store(Event(*time, *activity, std::min(*results, Event::kMostObjects - 1)), *call, place);
  }
  const bool has_object = *activity == Activity::kScreen || *activity == Activity::kArticle ||
                          (*activity == Activity::kDidNotHelp && !row.object.empty());
  if (!has_object) return store(Event(*time, *activity, kNoName), *call, place);
  if (const auto object = number_of({Field::kObject, row.object}, place, objects_, recent_objects_))
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
  if (!all_given({{Field::kCall, facts.id},
                  {Field::kAgent, facts.agent},
                  {Field::kKind, facts.kind},
                  {Field::kStart, facts.start},
                  {Field::kEnd, facts.end}},
                 place))
    return;
  if (!names_fit({{Field::kCall, facts.id},
                  {Field::kAgent, facts.agent},
                  {Field::kKind, facts.kind},
                  {Field::kQueue, facts.queue},
                  {Field::kGroup, facts.group},
                  {Field::kVersion, facts.version},
                  {Field::kRepeatOf, facts.repeat_of}},
                 place))
    return;
  const auto start = time_of({Field::kStart, facts.start}, place);
  if (!start) return;
  const auto end = time_of({Field::kEnd, facts.end}, place);
  if (!end) return;
  const auto hold = facts.hold.empty() ? std::optional<std::uint32_t>(0) : parse_seconds(facts.hold);
  if (!hold) return reject(Reason::kNumber, place, Field::kHold, facts.hold);
  const auto outcome = parse_outcome(facts.outcome);
  if (!outcome) return reject(Reason::kOutcome, place, Field::kOutcome, facts.outcome);
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
  if (!all_given({{Field::kObject, screen}}, place)) return;
  if (!names_fit({{Field::kObject, screen}}, place)) return;
  const auto object = objects_.add(screen);
  if (!object) return reject(Reason::kTooMany, place);
  catalogue_.push_back(*object);
}

class Assembly {
 public:
  Assembly(std::vector<LogPart> parts, const Period& period, Rejects& rejects)
      : parts_(std::move(parts)), period_(period), rejects_(rejects) {}

  Log run() {
    log_.weeks = period_.weeks;
    merge_rows();
    drop_overlaps();
    place_calls();
    place_events();
    for (const Rejects& found : found_) rejects_.merge(found);
    for (LogPart& part : parts_) log_.ids.keep(std::move(part.ids_).take_texts());
    std::sort(log_.catalogue.begin(), log_.catalogue.end());
    log_.catalogue.erase(std::unique(log_.catalogue.begin(), log_.catalogue.end()), log_.catalogue.end());
    return std::move(log_);
  }

 private:
  // A call that is still in the running, in the order of the files.
  struct Candidate {
    Call call;
    NameId id = kNoName;  // in ids_, as is repeat_of
    NameId repeat_of = kNoName;
    std::string_view text;  // of the id, in a part
    std::uint32_t file = 0;
    std::uint64_t place = 0;
    bool taken = true;
  };
  static constexpr std::size_t kMostIds = std::size_t{1} << 28;
  using Map = std::vector<NameId>;  // from a part's number to ours

  static Map mapped(const Names& from, Names& to) {
    Map map(from.size());
    for (NameId id = 0; id < from.size(); ++id) {
      const auto ours = to.add(from.text(id));
      // Parts have the limits that we have; together they may be over them.
      map[id] = ours ? *ours : kNoName;
    }
    return map;
  }

  void merge_rows() {
    Names agents(std::size_t{1} << 20);
    std::vector<const Names*> ids_of_parts;
    std::size_t calls = 0;
    for (const LogPart& part : parts_) {
      ids_of_parts.push_back(&part.ids_);
      calls += part.calls_.size();
    }
    ids_ = merge_names(ids_of_parts, kMostIds);
    candidates_.reserve(calls);
    std::vector<std::uint8_t> seen(ids_.end);
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      LogPart& part = parts_[i];
      Rejects& found = found_.emplace_back();
      found.merge(part.rejects_, part.first_place_);
      objects_of_.push_back(mapped(part.objects_, log_.objects));
      const Map labels = mapped(part.labels_, log_.labels);
      const Map agents_of = mapped(part.agents_, agents);
      const auto& ids = ids_.number_of[i];
      for (const LogPart::RawCall& raw : part.calls_) {
        const std::uint64_t place = part.first_place_ + raw.place;
        Candidate candidate{{},    ids[raw.id], ids[raw.repeat_of], part.ids_.text(raw.id), part.file_,
                            place, true};
        candidate.call = {raw.start,
                          raw.duration,
                          raw.hold,
                          agents_of[raw.agent],
                          labels[raw.kind],
                          labels[raw.queue],
                          labels[raw.group],
                          labels[raw.version],
                          raw.outcome,
                          raw.repeat,
                          kNoCall,
                          0,
                          0};
        if (std::exchange(seen[candidate.id], 1) != 0) {
          found.add({part.file_, place, Reason::kDuplicateCall});
        } else if (candidate.call.kind == kNoName || candidate.call.agent == 0) {
          found.add({part.file_, place, Reason::kTooMany});
        } else if (raw.start < period_.from || raw.start >= period_.to) {
          found.add({part.file_, place, Reason::kOutsideTerms});
        } else {
          candidates_.push_back(candidate);
        }
      }
      for (const NameId screen : part.catalogue_) log_.catalogue.push_back(objects_of_.back()[screen]);
      part.calls_ = {};
    }
    log_.agents = static_cast<std::uint32_t>(agents.size());
  }

  // Puts order_ in the order of key(candidate), which is below `keys`; those with the same key stay in the
  // order that they have. Where each key's begin, and the end of all.
  template <class Key>
  std::vector<std::size_t> order_by(std::size_t keys, const Key& key) {
    std::vector<std::size_t> begins(keys + 1);
    for (const std::uint32_t i : order_) ++begins[key(candidates_[i]) + 1];
    std::partial_sum(begins.begin(), begins.end(), begins.begin());
    LargeVector<std::uint32_t> ordered(order_.size());
    std::vector<std::size_t> next = begins;
    for (const std::uint32_t i : order_) ordered[next[key(candidates_[i])]++] = i;
    order_ = std::move(ordered);
    return begins;
  }

  // An agent cannot be in two calls: the one that begins during another is left out.
  void drop_overlaps() {
    order_.resize(candidates_.size());
    std::iota(order_.begin(), order_.end(), 0U);
    const auto begins = order_by(log_.agents, [](const Candidate& c) { return c.call.agent; });
    in_parallel(log_.agents, [&](std::size_t agent) {
      const auto at = [&](std::size_t i) { return order_.begin() + static_cast<std::ptrdiff_t>(i); };
      const auto key = [&](std::uint32_t i) {
        const Candidate& candidate = candidates_[i];
        return std::tuple(candidate.call.start, candidate.file, candidate.place);
      };
      std::sort(at(begins[agent]), at(begins[agent + 1]),
                [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
    });
    std::uint32_t agent = 0;
    Instant busy_until = 0;
    Rejects& found = found_.emplace_back();
    for (const std::uint32_t i : order_) {
      Candidate& candidate = candidates_[i];
      if (candidate.call.agent != std::exchange(agent, candidate.call.agent)) busy_until = kFirstInstant;
      if (candidate.call.start < busy_until) {
        candidate.taken = false;
        found.add({candidate.file, candidate.place, Reason::kOverlap});
      } else {
        busy_until = candidate.call.end();
      }
    }
  }

  void place_calls() {
    std::erase_if(order_, [&](std::uint32_t i) { return !candidates_[i].taken; });
    // They are by agent and time already. By name and not by number of the kind: the same calls make the same
    // log, whatever came first.
    std::vector<NameId> labels(log_.labels.size());
    std::iota(labels.begin(), labels.end(), NameId{0});
    std::sort(labels.begin(), labels.end(),
              [&](NameId a, NameId b) { return log_.labels.text(a) < log_.labels.text(b); });
    std::vector<std::uint32_t> rank(labels.size());
    for (std::size_t i = 0; i < labels.size(); ++i) rank[labels[i]] = static_cast<std::uint32_t>(i);
    order_by(labels.size(), [&](const Candidate& c) { return rank[c.call.kind]; });
    call_of_.assign(ids_.end, kNoCall);
    log_.calls.reserve(order_.size());
    log_.ids.reserve(order_.size());
    for (const std::uint32_t i : order_) {
      call_of_[candidates_[i].id] = static_cast<std::uint32_t>(log_.calls.size());
      log_.calls.push_back(candidates_[i].call);
      log_.ids.add(candidates_[i].text);
    }
    for (std::size_t at = 0; at < order_.size(); ++at) {
      const NameId earlier = candidates_[order_[at]].repeat_of;
      if (earlier != kNoName) log_.calls[at].repeat_of = call_of_[earlier];
    }
    order_ = {};
    candidates_ = {};
  }

  // Why an event does not belong into this call; if it does, its object is by our number then.
  std::optional<Reason> settle(Event& event, std::uint32_t call, const Map& objects) const {
    if (call == kNoCall) return Reason::kUnknownCall;
    if (event.activity() != Activity::kSearch) {
      const std::uint32_t object = objects[event.object()];
      if (object == kNoName && event.object() != kNoName) return Reason::kTooMany;
      event = Event(event.time(), event.activity(), object);
    }
    const Call& of = log_.calls[call];
    if (event.time() < of.start || event.time() > of.end()) return Reason::kOutsideCall;
    return std::nullopt;
  }

  // Where the events of one part that name a call go, one after another.
  struct Room {
    std::uint64_t begin = 0;  // in Log::events
    std::uint32_t call = kNoCall;
    std::uint32_t taken = 0;
  };
  using Rooms = std::vector<Room>;  // by the part's number of the call

  // Room for all events that name a call, also for those that will turn out not to belong into it: by call,
  // and in it by part, so that no two threads write into one.
  std::vector<Rooms> rooms() {
    std::vector<Rooms> all(parts_.size());
    std::vector<std::uint64_t> begins(log_.calls.size() + 1);
    for (std::size_t part = 0; part < parts_.size(); ++part) {
      const std::vector<std::uint32_t>& counts = parts_[part].events_of_;
      all[part].resize(counts.size());
      for (NameId id = 0; id < counts.size(); ++id) {
        const std::uint32_t call = all[part][id].call = call_of_[ids_.number_of[part][id]];
        if (call != kNoCall) begins[call + std::size_t{1}] += counts[id];
      }
    }
    std::partial_sum(begins.begin(), begins.end(), begins.begin());
    log_.events.resize(begins.back());
    for (std::size_t i = 0; i < log_.calls.size(); ++i) log_.calls[i].first_event = begins[i];
    for (std::size_t part = 0; part < parts_.size(); ++part) {
      for (NameId id = 0; id < all[part].size(); ++id) {
        Room& room = all[part][id];
        if (room.call == kNoCall) continue;
        room.begin = begins[room.call];
        begins[room.call] += parts_[part].events_of_[id];
      }
    }
    return all;
  }

  // Puts a part's events into their rooms, and says of the others why not.
  void place_part(std::size_t index, Rooms& rooms) {
    LogPart& part = parts_[index];
    std::uint64_t ordinal = 0;
    for (const LogPart::Block& block : part.blocks_) {
      for (std::size_t i = 0; i < block.events.size(); ++i, ++ordinal) {
        Room& room = rooms[block.calls[i]];
        Event event = block.events[i];
        if (const auto reason = settle(event, room.call, objects_of_[index])) {
          found_[index].add({part.file_, part.place_of(ordinal), *reason});
        } else {
          log_.events[room.begin + room.taken++] = event;
        }
      }
    }
    part.blocks_ = {};
  }

  // A call's events stand together, though some of its rooms are not full.
  void close_gaps(const std::vector<Rooms>& all) {
    for (const Rooms& rooms : all) {
      for (const Room& room : rooms) {
        if (room.taken == 0) continue;
        Call& call = log_.calls[room.call];
        const auto from = log_.events.begin() + static_cast<std::ptrdiff_t>(room.begin);
        const auto to = log_.events.begin() + static_cast<std::ptrdiff_t>(call.first_event + call.events);
        if (from != to) std::copy(from, from + room.taken, to);
        call.events += room.taken;
      }
    }
  }

  void place_events() {
    std::vector<Rooms> all = rooms();
    in_parallel(parts_.size(), [&](std::size_t part) { place_part(part, all[part]); });
    close_gaps(all);
    constexpr std::size_t kStretch = 4096;
    in_parallel((log_.calls.size() + kStretch - 1) / kStretch, [&](std::size_t stretch) {
      const std::size_t end = std::min(log_.calls.size(), (stretch + 1) * kStretch);
      for (std::size_t i = stretch * kStretch; i < end; ++i) {
        const auto begin = log_.events.begin() + static_cast<std::ptrdiff_t>(log_.calls[i].first_event);
        const auto behind = begin + log_.calls[i].events;
        if (!std::is_sorted(begin, behind)) std::sort(begin, behind);
      }
    });
  }

  std::vector<LogPart> parts_;
  Period period_;
  Rejects& rejects_;
  std::vector<Rejects> found_;  // one of each part, and one of all
  Log log_;
  MergedNames ids_;
  std::vector<Map> objects_of_;
  LargeVector<Candidate> candidates_;   // in the order of the files
  LargeVector<std::uint32_t> order_;    // of candidates
  LargeVector<std::uint32_t> call_of_;  // from our number of an id to its call
};

Log assemble(std::vector<LogPart> parts, const Period& period, Rejects& rejects) {
  return Assembly(std::move(parts), period, rejects).run();
}

}  // namespace insyn::insight
