#include "insight/findings/kind_report.h"

#include <algorithm>

#include "insight/findings/agents_word.h"
#include "insight/findings/compare.h"
#include "insight/findings/flow_compare.h"
#include "insight/stats/survival.h"

namespace insyn::insight {
namespace {

// As many as fit in a table or a drawing that somebody reads.
constexpr std::size_t kMostPlaces = 40;
constexpr std::size_t kMostEdges = 60;
constexpr std::size_t kMostVariants = 12;
constexpr std::size_t kMostArticles = 25;
constexpr double kCurveGrid = 15;  // seconds
const std::uint32_t kArticlePlace = Place(Event(0, Activity::kArticle, kNoName)).number();

class KindReporter {
 public:
  KindReporter(const Log& log, Scan scan, std::vector<std::uint32_t> agents, const Floor& floor)
      : log_(log), scan_(std::move(scan)), agents_(std::move(agents)), gate_(floor, agents_) {}

  KindFindings run(const KindCalls& kind, std::size_t number) {
    report_.kind = log_.labels.text(kind.kind);
    report_.weeks = kind.weeks;
    // What is asked for first goes out; what would betray something beside it, does not.
    whole();
    outcomes();
    resolution();
    KindFindings findings;
    findings.cells = friction_cells(scan_, agents_, number, kind.weeks, log_.objects, gate_);
    findings.words = agents_words(scan_, agents_.size(), number, log_.objects, gate_);
    compared_ = comparisons(scan_, agents_, log_.labels, gate_);
    curves();
    places(findings.screens);
    edges();
    variants();
    articles();
    differences();
    findings.without_article = !gate_.is_safe(set({What::kPlace, kArticlePlace, 0}));
    findings.report = std::move(report_);
    return findings;
  }

 private:
  CallSet set(const Key& key) const {
    const Feature* feature = scan_.find(key);
    return feature == nullptr ? CallSet(agents_.size()) : feature->set(agents_.size());
  }
  double seconds(const Key& key) const {
    const Feature* feature = scan_.find(key);
    return feature == nullptr ? 0 : feature->seconds();
  }

  void whole() {
    report_.calls = gate_.calls(gate_.all()).value_or(Calls());
    report_.handling = gate_.mean_seconds(gate_.all(), scan_.seconds).value_or(Seconds());
    report_.hold = gate_.mean_seconds(gate_.all(), scan_.hold_seconds).value_or(Seconds());
    report_.steps = gate_.per_call(gate_.all(), static_cast<double>(scan_.events)).value_or(PerCall());
  }

  void outcomes() {
    std::vector<CallSet> sets;
    for (std::uint32_t outcome = 0; outcome < kOutcomes; ++outcome)
      sets.push_back(set({What::kOutcome, outcome, 0}));
    const std::vector<bool> out = gate_.admit_partition(sets);
    for (std::size_t outcome = 0; outcome < kOutcomes; ++outcome) {
      if (!out[outcome]) continue;
      if (const auto share = gate_.share(sets[outcome], gate_.all()))
        report_.outcomes.push_back({static_cast<Outcome>(outcome), *share});
    }
  }

  void resolution() {
    const CallSet answered = set({What::kAnswered, 0, 0});
    const double until = seconds({What::kAnswered, 0, 0});
    report_.answered = gate_.share(answered, gate_.all());
    report_.to_answer = gate_.mean_seconds(answered, until);
    double whole = 0;
    for (std::size_t i = 0; i < agents_.size(); ++i) whole += answered.has(i) ? scan_.durations[i] : 0;
    report_.after_answer = gate_.mean_seconds(answered, whole - until);
    const CallSet searched = set({What::kSearched, 0, 0});
    report_.searched = gate_.share(searched, gate_.all());
    report_.found = gate_.share_of_times(static_cast<double>(scan_.hits), static_cast<double>(scan_.searches),
                                         set({What::kFound, 0, 0}), set({What::kFailed, 0, 0}));
    report_.linked = gate_.share(set({What::kLinked, 0, 0}), gate_.all());
    report_.first_contact = gate_.share(set({What::kResolved, 0, 0}), set({What::kResolutionKnown, 0, 0}));
  }

  void curves() {
    std::vector<Observed> observed;
    std::vector<double> with;
    std::vector<double> without;
    for (const ToAnswer& answer : scan_.to_answer) {
      const int cause = answer.end == ToAnswer::kAnswered ? 1 : answer.end == ToAnswer::kEndedWithout ? 2 : 0;
      observed.push_back({answer.seconds, cause});
      with.push_back(cause == 1 ? answer.seconds : -1);
      without.push_back(cause == 2 ? answer.seconds : -1);
    }
    report_.answer_curve = gate_.curve(cumulative_incidence(observed, 1), with, kCurveGrid);
    report_.without_curve = gate_.curve(cumulative_incidence(observed, 2), without, kCurveGrid);
  }

  void places(std::vector<NameId>& screens) {
    for (const Feature* feature : scan_.all(What::kPlace)) {
      if (report_.places.size() == kMostPlaces) break;
      const CallSet calls = feature->set(agents_.size());
      const auto count = gate_.calls(calls);
      const auto share = gate_.share(calls, gate_.all());
      const auto dwell = gate_.mean_seconds(calls, feature->seconds());
      if (!count || !share || !dwell) continue;
      const Activity activity = static_cast<Activity>(feature->key.a >> 20 & 7);
      const NameId screen = feature->key.a & (Event::kMostObjects - 1);
      if (activity == Activity::kScreen) screens.push_back(screen);
      place_of_.emplace(feature->key.a, report_.places.size());
      elements_.push_back({FlowElement::kPlace, {report_.places.size()}, calls});
      report_.places.push_back({activity, std::string(log_.objects.text(screen)), *count, *share, *dwell});
    }
  }

  void edges() {
    for (const Feature* feature : scan_.all(What::kEdge)) {
      if (report_.edges.size() == kMostEdges) break;
      const auto from = place_of_.find(feature->key.a);
      const auto to = place_of_.find(feature->key.b);
      if (from == place_of_.end() || to == place_of_.end()) continue;
      const CallSet calls = feature->set(agents_.size());
      const auto count = gate_.calls(calls);
      const auto seconds = gate_.mean_seconds(calls, feature->seconds());
      if (!count || !seconds) continue;
      report_.edges.push_back({from->second, to->second, *count, *seconds});
      elements_.push_back({FlowElement::kEdge, {from->second, to->second}, calls});
    }
  }

  void variants() {
    const auto found = scan_.all(What::kVariant);
    std::vector<CallSet> sets;
    for (std::size_t i = 0; i < std::min(found.size(), kMostVariants); ++i)
      sets.push_back(found[i]->set(agents_.size()));
    CallSet rest = gate_.all();
    rest.remove_all(sets);
    sets.push_back(rest);
    const std::vector<bool> out = gate_.admit_partition(sets);
    for (std::size_t i = 0; i + 1 < sets.size(); ++i) {
      if (!out[i]) continue;
      VariantUse use;
      bool known = true;
      for (const Place place : scan_.variants[found[i]->key.a]) {
        const auto at = place_of_.find(place.number());
        known = known && at != place_of_.end();
        if (known) use.places.push_back(at->second);
      }
      const auto count = gate_.calls(sets[i]);
      const auto share = gate_.share(sets[i], gate_.all());
      const auto handling = gate_.mean_seconds(sets[i], found[i]->seconds());
      if (!known || !count || !share || !handling) continue;
      use.calls = *count;
      use.share = *share;
      use.handling = *handling;
      elements_.push_back({FlowElement::kVariant, use.places, sets[i]});
      report_.variants.push_back(std::move(use));
    }
  }

  void articles() {
    for (const Feature* feature : scan_.all(What::kArticle)) {
      if (report_.articles.size() == kMostArticles) break;
      const CallSet calls = feature->set(agents_.size());
      const auto count = gate_.calls(calls);
      const auto open = gate_.mean_seconds(calls, feature->seconds());
      if (count && open)
        report_.articles.push_back({std::string(log_.objects.text(feature->key.a)), *count, *open});
    }
  }

  void differences() {
    for (Compared& one : compared_) {
      one.result.flow = flow_differences(elements_, agents_, one.first, one.second, gate_);
      report_.comparisons.push_back(std::move(one.result));
    }
  }

  const Log& log_;
  Scan scan_;
  std::vector<std::uint32_t> agents_;
  Gate gate_;
  KindReport report_;
  std::vector<Compared> compared_;
  std::vector<ElementUse> elements_;  // that are on the report
  std::unordered_map<std::uint32_t, std::size_t> place_of_;
};

}  // namespace

KindFindings findings_of(const Log& log, const KindCalls& kind, std::size_t number, const Floor& floor,
                         const std::vector<std::uint8_t>& followed, Instant known_until) {
  std::vector<std::uint32_t> agents;
  for (const std::uint32_t call : kind.calls) agents.push_back(log.calls[call].agent);
  return KindReporter(log, scan(log, kind.calls, followed, known_until), std::move(agents), floor)
      .run(kind, number);
}

}  // namespace insyn::insight
