#include "server/reports/report_check.h"

#include <cmath>
#include <functional>
#include <nlohmann/json.hpp>
#include <set>

namespace insyn::server {
namespace {

using Json = nlohmann::json;
using Fits = std::function<bool(const Json&)>;
using Members = std::vector<std::pair<const char*, Fits>>;

constexpr double kMostSeconds = 1e7;
constexpr std::uint64_t kMost = std::uint64_t{1} << 40;

bool is_whole(const Json& value, std::uint64_t most = kMost) {
  return value.is_number_unsigned() && value.get<std::uint64_t>() <= most;
}

bool is_percent(const Json& value) { return is_whole(value, 100); }

bool is_points(const Json& value) {
  return value.is_number_integer() && value.get<std::int64_t>() >= -100 && value.get<std::int64_t>() <= 100;
}

bool is_difference_in_seconds(const Json& value) {
  return value.is_number() && std::abs(value.get<double>()) <= kMostSeconds;
}

bool is_seconds(const Json& value) { return is_difference_in_seconds(value) && value.get<double>() >= 0; }

bool is_name(const Json& value) {
  if (!value.is_string()) return false;
  const auto& text = value.get_ref<const std::string&>();
  return text.size() <= kLongestReportName &&
         std::none_of(text.begin(), text.end(), [](char c) { return (c >= 0 && c < 0x20) || c == 0x7f; });
}

Fits one_of(std::set<std::string> words) {
  return [words = std::move(words)](const Json& value) {
    return value.is_string() && words.count(value.get_ref<const std::string&>()) == 1;
  };
}

// null: suppressed.
Fits or_null(Fits fits) {
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
  return list_of(object_of(
      {{"estimate", is_percent}, {"lower", is_percent}, {"upper", is_percent}, {"seconds", is_seconds}}));
}

// The hours follow from the other figures, so that they say no more than these.
bool hours_follow(const Json& friction) {
  const double exposed = friction["exposed_calls"].get<double>();
  const double affected = friction["affected_calls"].get<double>();
  const double weeks = friction["weeks"].get<double>();
  if (weeks < 1 || !friction["hours_a_week"].is_number()) return false;
  const double hours = (affected - friction["usual_percent"].get<double>() / 100 * exposed) *
                       friction["seconds"].get<double>() / weeks / 3600;
  return std::abs(hours - friction["hours_a_week"].get<double>()) < 1e-6 * std::max(1.0, std::abs(hours));
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

// With the thresholds that the report itself states.
class Schema {
 public:
  Schema(std::uint64_t least_calls, std::uint64_t step)
      // Rounded to the nearest multiple of `step`.
      : calls_([=](const Json& value) {
          return is_whole(value) && value.get<std::uint64_t>() % step == 0 &&
                 value.get<std::uint64_t>() + step / 2 >= least_calls;
        }) {}

  Fits report() const {
    return object_of(
        {{"agreement", is_name},
         {"number", is_any_whole},
         {"register", is_name},
         {"period", is_name},
         {"min_group", is_any_whole},
         {"min_calls", is_any_whole},
         {"rounded_to", is_any_whole},
         {"looked_at", is_any_whole},
         {"frictions", list_of(friction())},
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
    const Fits seconds = or_null(interval_of(is_difference_in_seconds));
    const Fits points = or_null(interval_of(is_points));
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
    const Fits share = or_null(is_percent);
    const Fits members = object_of(
        {{"kind", is_name},
         {"weeks", is_any_whole},
         {"calls", calls_},
         {"handling_s", is_seconds},
         {"hold_s", is_seconds},
         {"steps", is_seconds},
         {"answered_percent", share},
         {"to_answer_s", or_null(is_seconds)},
         {"after_answer_s", or_null(is_seconds)},
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
  bool twice = false;
  const auto watch = [&](int /*depth*/, Json::parse_event_t event, Json& value) {
    if (event == Json::parse_event_t::object_start) names.emplace_back();
    if (event == Json::parse_event_t::object_end) names.pop_back();
    if (event == Json::parse_event_t::key)
      twice = !names.back().insert(value.get<std::string>()).second || twice;
    return true;
  };
  Json json = Json::parse(text.begin(), text.end(), watch, false);
  return twice || json.is_discarded() ? Json() : json;
}

}  // namespace

Result<CheckedReport> check_report(std::string_view text) {
  const Json json = parsed(text);
  if (!json.is_object()) return Failure(no_report());
  for (const char* threshold : {"min_calls", "rounded_to"}) {
    const auto found = json.find(threshold);
    if (found == json.end() || !is_whole(*found) || *found == 0) return Failure(no_report());
  }
  if (!Schema(json["min_calls"].get<std::uint64_t>(), json["rounded_to"].get<std::uint64_t>()).report()(json))
    return Failure(no_report());
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
