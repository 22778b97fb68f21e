#include "insight/findings/compare.h"

#include <algorithm>
#include <array>

#include "insight/stats/mixed_model.h"

namespace insyn::insight {
namespace {

constexpr std::size_t kDraws = 1000;
constexpr std::size_t kAtATime = 4;
static_assert(kDraws % kAtATime == 0);

// The `number`th lot of SplitMix64, below `count`: a draw has to be the same on every machine.
std::size_t lot(std::uint64_t number, std::size_t count) {
  std::uint64_t z = 6 + (number + 1) * 0x9e3779b97f4a7c15U;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9U;
  z = (z ^ z >> 27) * 0x94d049bb133111ebU;
  z ^= z >> 31;
  return static_cast<std::size_t>((z >> 32) * count >> 32);
}

// Of each part: how many calls, and the sum of their values.
struct Sums {
  std::array<double, 2> calls{};
  std::array<double, 2> values{};

  void add(const Sums& other) {
    for (std::size_t part = 0; part < 2; ++part) {
      calls[part] += other.calls[part];
      values[part] += other.values[part];
    }
  }
  bool has_both() const { return calls[0] > 0 && calls[1] > 0; }
  double difference() const { return values[1] / calls[1] - values[0] / calls[0]; }
};

struct Part {
  NameId name = kNoName;
  CallSet set;
};

// The parts in the order of their names; those that may not go out are not among them.
std::vector<Part> parts_of(const Scan& scan, What what, std::size_t calls, const Names& labels, Gate& gate) {
  std::vector<Part> parts;
  for (const Feature* feature : scan.all(what)) parts.push_back({feature->key.a, feature->set(calls)});
  std::sort(parts.begin(), parts.end(),
            [&](const Part& a, const Part& b) { return labels.text(a.name) < labels.text(b.name); });
  std::vector<CallSet> sets;
  sets.reserve(parts.size() + 1);
  for (const Part& part : parts) sets.push_back(part.set);
  CallSet unnamed(calls);  // is a part of the whole too
  for (std::size_t call = 0; call < calls; ++call) {
    if (std::none_of(sets.begin(), sets.end(), [&](const CallSet& set) { return set.has(call); }))
      unnamed.add(call);
  }
  sets.push_back(unnamed);
  const std::vector<bool> out = gate.admit_partition(sets);
  std::vector<Part> released;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (out[i]) released.push_back(std::move(parts[i]));
  }
  return released;
}

class Comparer {
 public:
  Comparer(const Scan& scan, std::span<const std::uint32_t> agents, const Names& labels, Gate& gate)
      : scan_(scan), agents_(agents), labels_(labels), gate_(gate) {
    if (const Feature* feature = scan.find({What::kAnswered, 0, 0})) answered_ = feature->set(agents.size());
    const Key solved{What::kOutcome, static_cast<std::uint32_t>(Outcome::kSolved), 0};
    if (const Feature* feature = scan.find(solved)) solved_ = feature->set(agents.size());
  }

  std::optional<Comparison> run(Comparison::By by, const Part& first, const Part& second) {
    const auto first_calls = gate_.calls(first.set);
    const auto second_calls = gate_.calls(second.set);
    if (!first_calls || !second_calls) return std::nullopt;
    Comparison comparison{by,
                          std::string(labels_.text(first.name)),
                          std::string(labels_.text(second.name)),
                          *first_calls,
                          *second_calls,
                          {},
                          {},
                          {},
                          {},
                          {},
                          {}};
    const std::vector<Valued> handling =
        valued(first.set, second.set, [&](std::size_t i) { return scan_.durations[i]; });
    comparison.handling = gate_.difference_in_seconds(first.set, second.set, difference_of_means(handling));
    if (const auto model = mixed_model(handling))
      comparison.same_pace = gate_.difference_in_seconds(first.set, second.set, model->difference);
    const CallSet a = first.set & answered_;
    const CallSet b = second.set & answered_;
    if (gate_.admit(a) && gate_.admit(b)) {
      comparison.to_answer = gate_.difference_in_seconds(
          a, b, difference_of_means(valued(a, b, [&](std::size_t i) { return scan_.to_answer[i].seconds; })));
      comparison.answered = share(first.set, second.set, answered_);
    }
    if (gate_.admit(first.set & solved_) && gate_.admit(second.set & solved_))
      comparison.solved = share(first.set, second.set, solved_);
    return comparison;
  }

 private:
  template <class Value>
  std::vector<Valued> valued(const CallSet& first, const CallSet& second, const Value& value) const {
    std::vector<Valued> calls;
    for (std::size_t i = 0; i < agents_.size(); ++i) {
      if (first.has(i) || second.has(i))
        calls.push_back({agents_[i], second.has(i), static_cast<double>(value(i))});
    }
    return calls;
  }

  std::optional<Interval<Percent>> share(const CallSet& first, const CallSet& second, const CallSet& of) {
    return gate_.difference_in_share(
        first, second,
        difference_of_means(valued(first, second, [&](std::size_t i) { return of.has(i) ? 1.0 : 0.0; })));
  }

  const Scan& scan_;
  std::span<const std::uint32_t> agents_;
  const Names& labels_;
  Gate& gate_;
  CallSet answered_{agents_.size()};
  CallSet solved_{agents_.size()};
};

}  // namespace

Interval<double> difference_of_means(const std::vector<Valued>& calls) {
  std::vector<Sums> agents;
  Sums whole;
  for (std::size_t i = 0; i < calls.size(); ++i) {
    if (i == 0 || calls[i].agent != calls[i - 1].agent) agents.emplace_back();
    const std::size_t part = calls[i].second ? 1 : 0;
    agents.back().calls[part] += 1;
    agents.back().values[part] += calls[i].value;
  }
  for (const Sums& agent : agents) whole.add(agent);
  if (!whole.has_both()) return {};
  // Several draws at a time: a processor need not wait for one's sum before it adds to another's.
  std::vector<double> draws;
  for (std::size_t draw = 0; draw < kDraws; draw += kAtATime) {
    std::array<Sums, kAtATime> drawn;
    for (std::size_t i = 0; i < agents.size(); ++i)
      for (std::size_t j = 0; j < kAtATime; ++j)
        drawn[j].add(agents[lot((draw + j) * agents.size() + i, agents.size())]);
    for (const Sums& one : drawn) {
      if (one.has_both()) draws.push_back(one.difference());
    }
  }
  std::sort(draws.begin(), draws.end());
  if (draws.empty()) return {whole.difference(), whole.difference(), whole.difference()};
  const auto at = [&](double share) {
    return draws[static_cast<std::size_t>(share * static_cast<double>(draws.size() - 1))];
  };
  return {whole.difference(), at(0.025), at(0.975)};
}

std::vector<Compared> comparisons(const Scan& scan, std::span<const std::uint32_t> agents,
                                  const Names& labels, Gate& gate) {
  Comparer comparer(scan, agents, labels, gate);
  std::vector<Compared> all;
  const auto compare = [&](Comparison::By by, const Part& first, const Part& second) {
    if (auto one = comparer.run(by, first, second)) all.push_back({std::move(*one), first.set, second.set});
  };
  const auto groups = parts_of(scan, What::kGroup, agents.size(), labels, gate);
  for (std::size_t i = 1; i < groups.size(); ++i) compare(Comparison::kGroup, groups[0], groups[i]);
  const auto versions = parts_of(scan, What::kVersion, agents.size(), labels, gate);
  for (std::size_t i = 1; i < versions.size(); ++i)
    compare(Comparison::kVersion, versions[i - 1], versions[i]);
  return all;
}

}  // namespace insyn::insight
