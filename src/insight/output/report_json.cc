#include "insight/output/report_json.h"

#include <nlohmann/json.hpp>

namespace insyn::insight {
namespace {

using Json = nlohmann::ordered_json;

template <class Value, class Unit>
Json json(const Released<Value, Unit>& figure) {
  return figure.value();
}
template <class T>
Json json(const Interval<T>& of) {
  return {{"estimate", json(of.estimate)}, {"lower", json(of.lower)}, {"upper", json(of.upper)}};
}
// null where it is suppressed.
template <class T>
Json json(const std::optional<T>& figure) {
  return figure ? json(*figure) : Json();
}

Json json(const std::vector<CurveStep>& curve) {
  Json steps = Json::array();
  for (const CurveStep& step : curve) {
    Json one = json(step.share);
    one["seconds"] = json(step.time);
    steps.push_back(std::move(one));
  }
  return steps;
}

Json json(const FlowDifference& f) {
  return {{"what", name_of(f.element)},
          {"places", f.places},
          {"first_percent", json(f.first)},
          {"second_percent", json(f.second)},
          {"points", json(f.points)}};
}

Json json(const Comparison& c) {
  Json flow = Json::array();
  for (const FlowDifference& difference : c.flow) flow.push_back(json(difference));
  return {{"by", c.by == Comparison::kGroup ? "group" : "version"},
          {"first", c.first},
          {"second", c.second},
          {"first_calls", json(c.first_calls)},
          {"second_calls", json(c.second_calls)},
          {"handling_s", json(c.handling)},
          {"same_pace_s", json(c.same_pace)},
          {"to_answer_s", json(c.to_answer)},
          {"answered_points", json(c.answered)},
          {"solved_points", json(c.solved)},
          {"flow", flow}};
}

Json flow(const KindReport& kind) {
  Json places = Json::array();
  for (const PlaceUse& p : kind.places) {
    places.push_back({{"activity", name_of(p.activity)},
                      {"screen", p.name},
                      {"calls", json(p.calls)},
                      {"share_percent", json(p.share)},
                      {"dwell_s", json(p.dwell)}});
  }
  Json edges = Json::array();
  for (const EdgeUse& e : kind.edges)
    edges.push_back({{"from", e.from}, {"to", e.to}, {"calls", json(e.calls)}, {"seconds", json(e.seconds)}});
  Json ways = Json::array();
  for (const VariantUse& v : kind.variants) {
    ways.push_back({{"places", v.places},
                    {"calls", json(v.calls)},
                    {"share_percent", json(v.share)},
                    {"handling_s", json(v.handling)}});
  }
  return {{"places", places}, {"edges", edges}, {"ways", ways}};
}

Json json(const KindReport& kind) {
  Json outcomes = Json::array();
  for (const OutcomeShare& o : kind.outcomes)
    outcomes.push_back({{"outcome", name_of(o.outcome)}, {"share_percent", json(o.share)}});
  Json articles = Json::array();
  for (const ArticleUse& a : kind.articles)
    articles.push_back({{"article", a.name}, {"calls", json(a.calls)}, {"open_s", json(a.open)}});
  Json comparisons = Json::array();
  for (const Comparison& c : kind.comparisons) comparisons.push_back(json(c));
  Json all = {{"kind", kind.kind},
              {"weeks", kind.weeks},
              {"calls", json(kind.calls)},
              {"handling_s", json(kind.handling)},
              {"hold_s", json(kind.hold)},
              {"steps", json(kind.steps)},
              {"answered_percent", json(kind.answered)},
              {"to_answer_s", json(kind.to_answer)},
              {"after_answer_s", json(kind.after_answer)},
              {"searched_percent", json(kind.searched)},
              {"search_success_percent", json(kind.found)},
              {"article_used_percent", json(kind.linked)},
              {"first_contact_percent", json(kind.first_contact)}};
  all["outcomes"] = std::move(outcomes);
  all["flow"] = flow(kind);
  all["articles"] = std::move(articles);
  all["answer_curve"] = json(kind.answer_curve);
  all["without_answer_curve"] = json(kind.without_curve);
  all["comparisons"] = std::move(comparisons);
  return all;
}

}  // namespace

std::string report_json(const Report& report, const Imprint& imprint) {
  Json frictions = Json::array();
  for (const Friction& f : report.frictions) {
    frictions.push_back({{"kind", report.kinds[f.kind].kind},
                         {"what", friction_name(f.what)},
                         {"screen", f.a},
                         {"other_screen", f.b},
                         {"exposed_calls", json(f.exposed)},
                         {"affected_calls", json(f.affected)},
                         {"usual_percent", json(f.usual)},
                         {"seconds", json(f.seconds)},
                         {"weeks", f.weeks},
                         {"hours_a_week", f.hours_a_week()}});
  }
  Json kinds = Json::array();
  for (const KindReport& kind : report.kinds) kinds.push_back(json(kind));
  Json all = {{"agreement", imprint.agreement},   {"number", imprint.number},
              {"register", imprint.register_key}, {"period", imprint.period},
              {"min_group", report.floor.agents}, {"min_calls", report.floor.calls},
              {"rounded_to", report.floor.step},  {"looked_at", report.looked_at}};
  all["frictions"] = std::move(frictions);
  Json did_not_help = Json::array();
  for (const AgentsWord& word : report.did_not_help) {
    did_not_help.push_back({{"kind", report.kinds[word.kind].kind},
                            {"screen", word.screen},
                            {"calls", json(word.calls)},
                            {"affected_calls", json(word.affected)}});
  }
  all["did_not_help"] = std::move(did_not_help);
  Json without_article = Json::array();
  for (const std::size_t kind : report.without_article) without_article.push_back(report.kinds[kind].kind);
  all["kinds_without_article"] = std::move(without_article);
  all["hardly_used_screens"] = report.rarely_used;
  all["kinds"] = std::move(kinds);
  return all.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace insyn::insight
