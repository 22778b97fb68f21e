#include "insight/disclosure/gate.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numeric>

namespace insyn::insight {
namespace {

// Counts calls, agents, and the calls of the agent who has most, of the calls for which in(word, bit's place)
// holds. Agents stand together, so one pass is enough.
struct Tally {
  std::uint64_t calls = 0;
  std::uint64_t agents = 0;
  std::uint64_t most = 0;
  std::uint64_t of_this_agent = 0;
  std::uint32_t agent = 0;

  void take(std::uint32_t whose) {
    if (calls == 0 || whose != agent) {
      ++agents;
      of_this_agent = 0;
    }
    agent = whose;
    ++calls;
    most = std::max(most, ++of_this_agent);
  }
  bool is_safe(const Floor& floor) const {
    const bool stands_out = floor.agents > 1 && most * 2 > calls;
    return calls >= floor.calls && agents >= floor.agents && !stands_out;
  }
};

// `enough` is asked after each word whether the rest still matters.
template <class WordAt, class Enough>
Tally tally_of(const std::vector<std::uint32_t>& agents, std::size_t words, const WordAt& word_at,
               const Enough& enough) {
  Tally tally;
  for (std::size_t at = 0; at < words && !enough(tally); ++at) {
    for (std::uint64_t word = word_at(at); word != 0; word &= word - 1) {
      const std::size_t call = at * 64 + static_cast<std::size_t>(std::countr_zero(word));
      if (call < agents.size()) tally.take(agents[call]);
    }
  }
  return tally;
}

// std::popcount is a call into a library where the processor is not known to have an instruction for it.
std::uint64_t bits_of(std::uint64_t word) {
  word -= word >> 1U & 0x5555'5555'5555'5555U;
  word = (word & 0x3333'3333'3333'3333U) + (word >> 2U & 0x3333'3333'3333'3333U);
  word = (word + (word >> 4U)) & 0x0f0f'0f0f'0f0f'0f0fU;
  return word * 0x0101'0101'0101'0101U >> 56U;
}

}  // namespace

CallSet CallSet::operator&(const CallSet& other) const {
  CallSet both = *this;
  for (std::size_t i = 0; i < words_.size(); ++i) both.words_[i] &= other.words_[i];
  return both;
}

std::uint64_t CallSet::count() const {
  return std::accumulate(words_.begin(), words_.end(), std::uint64_t{0},
                         [](std::uint64_t sum, std::uint64_t word) { return sum + bits_of(word); });
}

std::uint64_t CallSet::count_with(const CallSet& other) const {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < words_.size(); ++i) sum += bits_of(words_[i] & other.words_[i]);
  return sum;
}

void CallSet::remove_all(const std::vector<CallSet>& others) {
  for (const CallSet& other : others) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= ~other.words_[i];
  }
}

Gate::Gate(const Floor& floor, std::vector<std::uint32_t> agents)
    : floor_(floor), agents_(std::move(agents)), all_(agents_.size()) {
  std::uint64_t run = 0;
  for (std::size_t i = 0; i < agents_.size(); ++i) {
    all_.add(i);
    run = i > 0 && agents_[i] == agents_[i - 1] ? run + 1 : 1;
    most_calls_ = std::max(most_calls_, run);
  }
}

void CallSet::add_all(const CallSet& other) {
  for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
}

// Where one of the kind's agents cannot have half of so many calls, nobody stands out among them.
template <class WordAt>
bool Gate::words_are_safe(std::uint64_t count, const WordAt& word_at) const {
  if (count < floor_.calls) return false;
  const bool nobody_stands_out = count >= 2 * most_calls_;
  const auto enough = [&](const Tally& tally) { return nobody_stands_out && tally.agents >= floor_.agents; };
  const Tally tally = tally_of(agents_, all_.words().size(), word_at, enough);
  return enough(tally) || tally.is_safe(floor_);
}

bool Gate::is_safe(const CallSet& set) const {
  return words_are_safe(set.count(), [&](std::size_t i) { return set.words()[i]; });
}

bool Gate::region_is_safe(const CallSet& first, const CallSet& second, Region region,
                          std::uint64_t count) const {
  const auto word = [&](std::size_t i) {
    const std::uint64_t a = first.words()[i];
    const std::uint64_t b = second.words()[i];
    switch (region) {
      case kFirstOnly:
        return a & ~b;
      case kSecondOnly:
        return b & ~a;
      case kBoth:
        return a & b;
      case kNeither:
        break;
    }
    return ~(a | b);
  };
  return words_are_safe(count, word);
}

// Two counts and the whole are three equations for the four parts that two sets cut the whole into. Where one
// part is known to be empty (one set lies in the other, or they are apart, or nothing is outside both), the
// other three follow from them, and each has to be large or empty.
bool Gate::differences_are_safe(const CallSet& set, std::uint64_t count, const Admitted& other) const {
  const std::uint64_t both = set.count_with(other.set);
  std::array<std::uint64_t, 4> parts{};
  parts[kFirstOnly] = count - both;
  parts[kSecondOnly] = other.count - both;
  parts[kBoth] = both;
  parts[kNeither] = size() - count - other.count + both;
  if (std::find(parts.begin(), parts.end(), 0U) == parts.end()) return true;
  for (const Region region : {kFirstOnly, kSecondOnly, kBoth, kNeither}) {
    if (parts[region] == 0) continue;
    if (parts[region] < floor_.calls || !region_is_safe(set, other.set, region, parts[region])) return false;
  }
  return true;
}

bool Gate::admit(const CallSet& set) {
  const std::uint64_t count = set.count();
  if (count < floor_.calls || !is_safe(set)) return false;
  if (count < size() && !region_is_safe(set, set, kNeither, size() - count)) return false;
  for (const Admitted& other : admitted_) {
    if (other.count == count && other.set == set) return true;
    if (!differences_are_safe(set, count, other)) return false;
  }
  admitted_.push_back({set, count});
  return true;
}

std::vector<bool> Gate::admit_partition(const std::vector<CallSet>& parts) {
  std::vector<std::size_t> order(parts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::vector<std::uint64_t> counts;
  counts.reserve(parts.size());
  for (const CallSet& part : parts) counts.push_back(part.count());
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return counts[a] > counts[b]; });
  std::vector<bool> out(parts.size(), false);
  // From the largest on; what cannot go out is gathered, and what gathered is too small takes others with it.
  CallSet withheld(size());
  std::vector<std::size_t> candidates;
  for (const std::size_t part : order) {
    if (counts[part] == 0) continue;
    if (is_safe(parts[part])) {
      candidates.push_back(part);
    } else {
      withheld.add_all(parts[part]);
    }
  }
  while (!candidates.empty() && withheld.count() > 0 && !is_safe(withheld)) {
    withheld.add_all(parts[candidates.back()]);
    candidates.pop_back();
  }
  for (const std::size_t part : candidates) out[part] = admit(parts[part]);
  // A single part that is withheld is the whole less the others.
  const auto hidden =
      std::count_if(order.begin(), order.end(), [&](auto part) { return counts[part] > 0 && !out[part]; });
  const auto smallest =
      std::find_if(candidates.rbegin(), candidates.rend(), [&](auto part) { return out[part]; });
  if (hidden == 1 && smallest != candidates.rend()) out[*smallest] = false;
  return out;
}

Seconds Gate::coarse(double seconds) {
  const double size = std::abs(seconds);
  const double step = size < 60 ? 1 : size < 600 ? 5 : 30;
  return Seconds(std::round(seconds / step) * step + 0.0);  // and not −0
}

Percent Gate::whole(double share) { return Percent(static_cast<int>(std::lround(share * 100))); }

const CallSet* Gate::releasable(const CallSet& set) {
  if (admit(set)) return &set;
  if (!is_safe(set) || region_is_safe(set, set, kNeither, size() - set.count())) return nullptr;
  return admit(all_) ? &all_ : nullptr;
}

std::optional<Calls> Gate::calls(const CallSet& set) {
  const CallSet* const out = releasable(set);
  if (out == nullptr) return std::nullopt;
  const std::uint64_t step = std::max(1U, floor_.step);
  return Calls((out->count() + step / 2) / step * step);
}

std::optional<Seconds> Gate::mean_seconds(const CallSet& set, double total) {
  const CallSet* const out = releasable(set);
  if (out == nullptr) return std::nullopt;
  return coarse(total / static_cast<double>(out->count()));
}

std::optional<PerCall> Gate::per_call(const CallSet& set, double total) {
  const CallSet* const out = releasable(set);
  if (out == nullptr) return std::nullopt;
  return PerCall(std::round(total / static_cast<double>(out->count()) * 10) / 10);
}

std::optional<Percent> Gate::share(const CallSet& part, const CallSet& of) {
  const CallSet* const whole_out = releasable(of);
  const CallSet* const part_out = releasable(part);
  if (whole_out == nullptr || part_out == nullptr) return std::nullopt;
  return whole(static_cast<double>(part_out->count_with(*whole_out)) /
               static_cast<double>(whole_out->count()));
}

std::optional<Interval<Seconds>> Gate::difference_in_seconds(const CallSet& a, const CallSet& b,
                                                             const Interval<double>& of) {
  if (!admit(a) || !admit(b)) return std::nullopt;
  return Interval<Seconds>{coarse(of.estimate), coarse(of.lower), coarse(of.upper)};
}

std::optional<Interval<Percent>> Gate::difference_in_share(const CallSet& a, const CallSet& b,
                                                           const Interval<double>& of) {
  if (!admit(a) || !admit(b)) return std::nullopt;
  return Interval<Percent>{whole(of.estimate), whole(of.lower), whole(of.upper)};
}

std::optional<Percent> Gate::share_of_times(double times, double of_all, const CallSet& one,
                                            const CallSet& other) {
  if (!admit(one) || !admit(other)) return std::nullopt;
  return whole(times / of_all);
}

std::vector<CurveStep> Gate::curve(const std::vector<CurvePoint>& points, const std::vector<double>& when,
                                   double grid) {
  std::vector<std::size_t> order;
  for (std::size_t call = 0; call < when.size(); ++call) {
    if (when[call] >= 0) order.push_back(call);
  }
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return when[a] < when[b]; });
  std::vector<CurveStep> steps;
  CallSet by_then(size());
  std::size_t next = 0;
  std::size_t point = 0;
  for (double until = grid; next < order.size(); until += grid) {
    for (; next < order.size() && when[order[next]] <= until; ++next) by_then.add(order[next]);
    if (by_then.count() == size() || !admit(by_then)) continue;
    while (point + 1 < points.size() && points[point + 1].time <= until) ++point;
    const CurvePoint& at = points[point];
    steps.push_back({Seconds(until), {whole(at.estimate), whole(at.lower), whole(at.upper)}});
  }
  return steps;
}

}  // namespace insyn::insight
