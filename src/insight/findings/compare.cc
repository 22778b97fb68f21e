#include "insight/findings/compare.h"

#include <algorithm>

#include "insight/stats/clusters.h"
#include "insight/stats/mixed_model.h"

namespace insyn::insight {
namespace {

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
    const std::vector<Observation> handling =
        observations(first.set, second.set, [&](std::size_t i) { return scan_.durations[i]; });
    comparison.handling = gate_.difference_in_seconds(first.set, second.set, difference_of_means(handling));
    if (const auto model = mixed_model(handling))
      comparison.same_pace = gate_.difference_in_seconds(first.set, second.set, model->difference);
    const CallSet a = first.set & answered_;
    const CallSet b = second.set & answered_;
    if (gate_.admit(a) && gate_.admit(b)) {
      comparison.to_answer = gate_.difference_in_seconds(
          a, b,
          difference_of_means(observations(a, b, [&](std::size_t i) { return scan_.to_answer[i].seconds; })));
      comparison.answered = share(first.set, second.set, answered_);
    }
    if (gate_.admit(first.set & solved_) && gate_.admit(second.set & solved_))
      comparison.solved = share(first.set, second.set, solved_);
    return comparison;
  }

 private:
  template <class Value>
  std::vector<Observation> observations(const CallSet& first, const CallSet& second,
                                        const Value& value) const {
    std::vector<Observation> calls;
    for (std::size_t i = 0; i < agents_.size(); ++i) {
      if (first.has(i) || second.has(i))
        calls.push_back({agents_[i], second.has(i), static_cast<double>(value(i))});
    }
    return calls;
  }

  std::optional<Interval<Percent>> share(const CallSet& first, const CallSet& second, const CallSet& of) {
    return gate_.difference_in_share(first, second,
                                     difference_of_means(observations(first, second, [&](std::size_t i) {
                                       return of.has(i) ? 1.0 : 0.0;
                                     })));
  }

  const Scan& scan_;
  std::span<const std::uint32_t> agents_;
  const Names& labels_;
  Gate& gate_;
  CallSet answered_{agents_.size()};
  CallSet solved_{agents_.size()};
};

}  // namespace

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
