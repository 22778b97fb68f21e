#include "server/access/weeks.h"

#include <map>

#include "server/access/catalogue_rows.h"
#include "server/access/list_filter.h"
#include "server/accounts/transact.h"
#include "server/http/query.h"

namespace insyn::server {
namespace {

using http::Answer;
using http::problem;
using http::Request;
using json::Json;

// Without `from` they are those of the last quarter.
constexpr std::int32_t kUsualDays = 13 * 7;
// No recording is kept for longer than a year.
constexpr std::int32_t kMostDays = 54 * 7;

// Monday of the week that has this day.
std::int32_t monday_of(std::int32_t day) {
  const std::chrono::weekday weekday{std::chrono::sys_days(std::chrono::days(day))};
  return day - static_cast<std::int32_t>(weekday.iso_encoding()) + 1;
}

struct WeekSum {
  std::int64_t recordings = 0, minutes = 0;
  std::int64_t withheld = 0, with_withheld = 0;  // the sum of percents, and of how many recordings
  std::map<std::string, std::int64_t> levels;
  std::int64_t earliest = std::numeric_limits<std::int64_t>::max(), latest = 0;
};

// By week, the newest first, and application.
struct NewestFirst {
  bool operator()(const std::pair<std::int32_t, std::string>& a,
                  const std::pair<std::int32_t, std::string>& b) const {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  }
};
using Weeks = std::map<std::pair<std::int32_t, std::string>, WeekSum, NewestFirst>;

std::int64_t number_or_zero(const Value& value) { return is_null(value) ? 0 : number(value); }

void add_to_weeks(const Row& row, Weeks& weeks) {
  const std::int32_t week = monday_of(parse_day(text(row[0])).value_or(0));
  std::vector<std::string> names = application_names(text(row[1]));
  if (names.empty()) names.emplace_back();
  for (const std::string& name : names) {
    WeekSum& sum = weeks[{week, name}];
    sum.recordings += number(row[3]);
    sum.minutes += number_or_zero(row[4]);
    sum.withheld += number_or_zero(row[5]);
    sum.with_withheld += number(row[6]);
    sum.levels[text(row[2])] += number(row[3]);
    sum.earliest = std::min(sum.earliest, number(row[7]));
    sum.latest = std::max(sum.latest, number(row[8]));
  }
}

Json told_week(const std::pair<std::int32_t, std::string>& which, const WeekSum& sum) {
  Json levels = Json::object();
  for (const char* level : {"metrics", "structure", "masked", "full"}) {
    const auto found = sum.levels.find(level);
    levels[level] = found == sum.levels.end() ? 0 : found->second;
  }
  const std::int64_t half = sum.with_withheld / 2;
  return {{"week", day_text(which.first)},
          {"application", which.second.empty() ? Json() : Json(which.second)},
          {"recordings", sum.recordings},
          {"minutes", sum.minutes},
          {"withheld", sum.with_withheld == 0 ? Json() : Json((sum.withheld + half) / sum.with_withheld)},
          {"levels", std::move(levels)},
          {"kept_until", {{"earliest", time_text(sum.earliest)}, {"latest", time_text(sum.latest)}}}};
}

Answer tell_weeks(const Desk& desk, const Request& request) {
  const auto query = http::parse_query(request.head.query);
  if (!query || query->size() > 1) return problem(400, "query");
  const auto today = static_cast<std::int32_t>(
      std::chrono::floor<std::chrono::days>(desk.clock.utc()).time_since_epoch().count());
  std::int32_t from = today - kUsualDays;
  if (!query->empty()) {
    const auto day = parse_day(query->begin()->second);
    if (query->begin()->first != "from" || !day) return problem(400, "query");
    from = std::max(*day, today - kMostDays);
  }
  return answer_reading(desk.database, [&](Transaction& transaction) -> Result<Answer> {
    TRY_ASSIGN(
        const auto rows,
        transaction.query("SELECT day, applications, level, COUNT(*), SUM(minutes), SUM(withheld), "
                          "COUNT(withheld), MIN(kept_until), MAX(kept_until) FROM recordings WHERE day "
                          ">= :from GROUP BY day, applications, level",
                          {day_text(monday_of(from))}));
    Weeks sums;
    for (const Row& row : rows) add_to_weeks(row, sums);
    Json body;
    body["weeks"] = Json::array();
    for (const auto& [which, sum] : sums) body["weeks"].push_back(told_week(which, sum));
    return json_answer(body);
  });
}

}  // namespace

std::vector<http::Route> week_routes(const Desk& desk) {
  return {{"GET", "/v1/weeks", {http::Role::kUnion}, 0, http::Handle([desk](const Request& request) {
             return tell_weeks(desk, request);
           })}};
}

}  // namespace insyn::server
