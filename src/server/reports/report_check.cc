#include "server/reports/report_check.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

#include "base/text.h"
#include "json/members.h"

namespace insyn::server {
namespace {

using json::Json;
using Fits = std::function<bool(const Json&)>;
using Members = std::vector<std::pair<const char*, Fits>>;

constexpr double kMostSeconds = 1e7;
constexpr std::uint64_t kMost = std::uint64_t{1} << 40;
// To what counts are rounded (docs/insight-protection.md): a report that says otherwise would say more.
constexpr std::uint64_t kRoundedTo = 10;
// A report has a handful. Each becomes a row.
constexpr std::size_t kMostFrictions = 1000;
// Of objects and lists in one another.
constexpr int kDeepest = 8;

bool is_whole(const Json& value, std::uint64_t most = kMost) {
  return value.is_number_unsigned() && value.get<std::uint64_t>() <= most;
}

bool is_percent(const Json& value) { return is_whole(value, 100); }

// The end of an interval may lie beyond what a difference of two shares can be.
bool is_points(const Json& value) {
  return value.is_number_integer() && value.get<std::int64_t>() >= -1000 && value.get<std::int64_t>() <= 1000;
}

// Rounded as a gate does: to 1, to 5 from a minute on, to 30 from ten minutes on.
bool is_difference_in_seconds(const Json& value) {
  if (!value.is_number()) return false;
  const double size = std::abs(value.get<double>());
  const double step = size < 60 ? 1 : size < 600 ? 5 : 30;
  return size <= kMostSeconds && std::fmod(size, step) == 0;
}

bool is_seconds(const Json& value) { return is_difference_in_seconds(value) && value.get<double>() >= 0; }

bool is_whole_seconds(const Json& value) {
  return value.is_number() && value.get<double>() >= 0 && value.get<double>() <= kMostSeconds &&
         std::fmod(value.get<double>(), 1) == 0;
}

bool is_in_tenths(const Json& value) {
  return value.is_number() && value.get<double>() >= 0 && value.get<double>() <= kMostSeconds &&
         std::round(value.get<double>() * 10) / 10 == value.get<double>();
}

// Empty where there is none.
bool is_name(const Json& value) {
  if (!value.is_string()) return false;
  const auto& text = value.get_ref<const std::string&>();
  return text.empty() || check_readable(text, kLongestReportName).has_value();
}

Fits one_of(std::set<std::string> words) {
  return [words = std::move(words)](const Json& value) {
    return value.is_string() && words.count(value.get_ref<const std::string&>()) == 1;
  };
}

// null: suppressed.
Fits null_or(Fits fits) {
  return [fits = std::move(fits)](const Json& value) { return value.is_null() || fits(value); };
}

// All of these and no other.
Fits object_of(Members members) {
  return [members = std::move(members)](const Json& value) {
    if (!value.is_object() || value.size() != members.size()) return false;
    for (const auto& [name, fits] : members) {
      const auto found = value.find(name);
      if (found == value.end() || !fits(*found)) return false;
    }
    return true;
  };
}

Fits list_of(Fits fits) {
  return [fits = std::move(fits)](const Json& value) {
    return value.is_array() && std::all_of(value.begin(), value.end(), fits);
  };
}

Fits interval_of(const Fits& figure) {
  const Fits members = object_of({{"estimate", figure}, {"lower", figure}, {"upper", figure}});
  return [members](const Json& value) {
    return members(value) && value["lower"].get<double>() <= value["upper"].get<double>();
  };
}

Fits curve() {
  return list_of(object_of({{"estimate", is_percent},
                            {"lower", is_percent},
                            {"upper", is_percent},
                            {"seconds", is_whole_seconds}}));
}

// The hours follow from the other figures, so that they say no more than these: to the last digit, in which
// anything could stand otherwise.
bool hours_follow(const Json& friction) {
  const double exposed = friction["exposed_calls"].get<double>();
  const double affected = friction["affected_calls"].get<double>();
  const double weeks = friction["weeks"].get<double>();
  if (weeks < 1) return false;
  const double beyond = affected - friction["usual_percent"].get<double>() / 100.0 * exposed;
  return beyond * friction["seconds"].get<double>() / weeks / 3600 == friction["hours_a_week"].get<double>();
}

// Indices of the kind's own places.
bool places_are_there(const Json& kind) {
  const std::size_t count = kind["flow"]["places"].size();
  const auto is_there = [count](const Json& index) { return index.get<std::uint64_t>() < count; };
  const auto are_there = [&](const Json& one) {
    return std::all_of(one["places"].begin(), one["places"].end(), is_there);
  };
  const Json& flow = kind["flow"];
  return std::all_of(flow["edges"].begin(), flow["edges"].end(),
                     [&](const Json& edge) { return is_there(edge["from"]) && is_there(edge["to"]); }) &&
         std::all_of(flow["ways"].begin(), flow["ways"].end(), are_there) &&
         std::all_of(kind["comparisons"].begin(), kind["comparisons"].end(), [&](const Json& comparison) {
           return std::all_of(comparison["flow"].begin(), comparison["flow"].end(), are_there);
         });
}

const Fits is_any_whole = [](const Json& value) { return is_whole(value); };

// With the threshold that the report itself states; whether it is the agreement's is checked elsewhere.
class Schema {
 public:
  explicit Schema(std::uint64_t least_calls)
      : calls_([=](const Json& value) {
          return is_whole(value) && value.get<std::uint64_t>() % kRoundedTo == 0 &&
                 value.get<std::uint64_t>() + kRoundedTo / 2 >= least_calls;
        }) {}

  Fits report() const {
    return object_of(
        {{"agreement", is_name},
         {"number", is_any_whole},
         {"register", is_name},
         {"period", is_name},
         {"min_group", is_any_whole},
         {"min_calls", is_any_whole},
         {"rounded_to", [](const Json& value) { return value == kRoundedTo; }},
         {"looked_at", is_any_whole},
         {"frictions", [one = list_of(friction())](
                           const Json& value) { return one(value) && value.size() <= kMostFrictions; }},
         {"did_not_help",
          list_of(object_of(
              {{"kind", is_name}, {"screen", is_name}, {"calls", calls_}, {"affected_calls", calls_}}))},
         {"kinds_without_article", list_of(is_name)},
         {"hardly_used_screens", list_of(is_name)},
         {"kinds", list_of(kind())}});
  }

 private:
  Fits friction() const {
    const Fits members =
        object_of({{"kind", is_name},
                   {"what", one_of({"no result", "no article", "ping-pong", "quick back", "dead end"})},
                   {"screen", is_name},
                   {"other_screen", is_name},
                   {"exposed_calls", calls_},
                   {"affected_calls", calls_},
                   {"usual_percent", is_percent},
                   {"seconds", is_seconds},
                   {"weeks", is_any_whole},
                   {"hours_a_week", [](const Json& value) { return value.is_number(); }}});
    return [members](const Json& value) { return members(value) && hours_follow(value); };
  }

  Fits flow() const {
    return object_of(
        {{"places", list_of(object_of({{"activity", one_of({"screen", "search", "article", "copy", "link",
                                                            "back", "answer", "did-not-help"})},
                                       {"screen", is_name},
                                       {"calls", calls_},
                                       {"share_percent", is_percent},
                                       {"dwell_s", is_seconds}}))},
         {"edges",
          list_of(object_of(
              {{"from", is_any_whole}, {"to", is_any_whole}, {"calls", calls_}, {"seconds", is_seconds}}))},
         {"ways", list_of(object_of({{"places", list_of(is_any_whole)},
                                     {"calls", calls_},
                                     {"share_percent", is_percent},
                                     {"handling_s", is_seconds}}))}});
  }

  Fits comparison() const {
    const Fits seconds = null_or(interval_of(is_difference_in_seconds));
    const Fits points = null_or(interval_of(is_points));
    return object_of({{"by", one_of({"group", "version"})},
                      {"first", is_name},
                      {"second", is_name},
                      {"first_calls", calls_},
                      {"second_calls", calls_},
                      {"handling_s", seconds},
                      {"same_pace_s", seconds},
                      {"to_answer_s", seconds},
                      {"answered_points", points},
                      {"solved_points", points},
                      {"flow", list_of(object_of({{"what", one_of({"place", "step", "way"})},
                                                  {"places", list_of(is_any_whole)},
                                                  {"first_percent", is_percent},
                                                  {"second_percent", is_percent},
                                                  {"points", interval_of(is_points)}}))}});
  }

  Fits kind() const {
    const Fits share = null_or(is_percent);
    const Fits members = object_of(
        {{"kind", is_name},
         {"weeks", is_any_whole},
         {"calls", calls_},
         {"handling_s", is_seconds},
         {"hold_s", is_seconds},
         {"steps", is_in_tenths},
         {"answered_percent", share},
         {"to_answer_s", null_or(is_seconds)},
         {"after_answer_s", null_or(is_seconds)},
         {"searched_percent", share},
         {"search_success_percent", share},
         {"article_used_percent", share},
         {"first_contact_percent", share},
         {"outcomes",
          list_of(object_of({{"outcome", one_of({"unknown", "solved", "unsolved", "transferred", "dropped"})},
                             {"share_percent", is_percent}}))},
         {"flow", flow()},
         {"articles", list_of(object_of({{"article", is_name}, {"calls", calls_}, {"open_s", is_seconds}}))},
         {"answer_curve", curve()},
         {"without_answer_curve", curve()},
         {"comparisons", list_of(comparison())}});
    return [members](const Json& value) { return members(value) && places_are_there(value); };
  }

  const Fits calls_;
};

Error no_report() { return {Code::kBadPeer, "it is no report as insyn report writes it"}; }

// Null where a member is given twice, or where it is no JSON.
Json parsed(std::string_view text) {
  std::vector<std::set<std::string>> names;  // of the objects that are open
  bool twice = false, deep = false;
  const auto watch = [&](int depth, Json::parse_event_t event, Json& value) {
    // What is too deep is not kept, so that a text of brackets takes no memory.
    if (depth > kDeepest) deep = true;
    if (deep) return false;
    if (event == Json::parse_event_t::object_start) names.emplace_back();
    if (event == Json::parse_event_t::object_end) names.pop_back();
    if (event == Json::parse_event_t::key)
      twice = !names.back().insert(value.get<std::string>()).second || twice;
    return true;
  };
  Json json = Json::parse(text.begin(), text.end(), watch, false);
  return twice || deep || json.is_discarded() ? Json() : json;
}

}  // namespace

Result<CheckedReport> check_report(std::string_view text) {
  const Json json = parsed(text);
  if (!json.is_object()) return Failure(no_report());
  const auto least = json.find("min_calls");
  if (least == json.end() || !is_whole(*least)) return Failure(no_report());
  if (!Schema(least->get<std::uint64_t>()).report()(json)) return Failure(no_report());
  CheckedReport checked;
  checked.agreement = json["agreement"].get<std::string>();
  checked.number = json["number"].get<std::uint64_t>();
  checked.register_key = json["register"].get<std::string>();
  checked.min_group = json["min_group"].get<std::uint64_t>();
  checked.min_calls = json["min_calls"].get<std::uint64_t>();
  for (const Json& one : json["frictions"])
    checked.frictions.push_back({one["kind"].get<std::string>(), one["what"].get<std::string>(),
                                 one["screen"].get<std::string>(), one["other_screen"].get<std::string>()});
  return checked;
}

}  // namespace insyn::server
