#include "server/access/list_filter.h"

#include <algorithm>
#include <array>
#include <set>

#include "agreement/terms.h"
#include "recording/format/layout.h"
#include "recording/format/opening_note.h"
#include "server/http/query.h"

namespace insyn::server {
namespace {

constexpr std::size_t kLongestValue = 500;
constexpr std::size_t kMostValues = 50;
constexpr std::uint64_t kMostMinutes = 24 * 60;

constexpr std::array<const char*, kListedStates> kStateNames = {
    "sealed", "waiting", "open", "refused", "expired", "discarded", "shredded", "arriving"};
constexpr std::array kOrderNames = {"newest", "oldest", "longest", "withheld"};

bool is_level(std::string_view text) {
  using agreement::Level;
  for (const Level level : {Level::kMetrics, Level::kStructure, Level::kMasked, Level::kFull})
    if (text == agreement::level_name(level)) return true;
  return false;
}

bool has_rank(ListOrder order) { return order == ListOrder::kLongest || order == ListOrder::kWithheld; }

// What a filter is made of before its order, by which a cursor is read, is known.
class FilterReader {
 public:
  bool take(const std::string& name, const std::string& value) {
    if (name == "kind") return add(filter_.kinds, value);
    if (name == "queue") return add(filter_.queues, value);
    if (name == "application") return !value.empty() && add(filter_.applications, value);
    if (name == "state") return add_state(value);
    if (!once_.insert(name).second) return false;
    if (name == "from") return take_day(value, filter_.from);
    if (name == "to") return take_day(value, filter_.to);
    if (name == "level") {
      filter_.level = value;
      return is_level(value);
    }
    if (name == "minutes_from") return take_count(value, kMostMinutes, filter_.minutes_from);
    if (name == "minutes_to") return take_count(value, kMostMinutes, filter_.minutes_to);
    if (name == "withheld_most") return take_count(value, 100, filter_.withheld_most);
    if (name == "example") {
      filter_.examples_only = true;
      return value == "1";
    }
    if (name == "order") return take_order(value);
    if (name == "after") {
      after_ = value;
      return !value.empty();
    }
    if (name != "most") return false;
    filter_.most = http::parse_count(value, kMostInList).value_or(0);
    return filter_.most > 0;
  }

  std::optional<ListFilter> finish() {
    if (!after_.empty() && !take_after()) return std::nullopt;
    return std::move(filter_);
  }

 private:
  static bool add(std::vector<std::string>& to, const std::string& value) {
    to.push_back(value);
    return value.size() <= kLongestValue && to.size() <= kMostValues;
  }
  bool add_state(const std::string& value) {
    const auto found = std::find(kStateNames.begin(), kStateNames.end(), value);
    if (found == kStateNames.end()) return false;
    filter_.states.push_back(static_cast<ListedState>(found - kStateNames.begin()));
    return filter_.states.size() <= kListedStates;
  }
  static bool take_day(const std::string& value, std::int32_t& into) {
    const auto day = parse_day(value);
    if (day) into = *day;
    return day.has_value();
  }
  static bool take_count(const std::string& value, std::uint64_t most, std::optional<int>& into) {
    const auto count = http::parse_count(value, most);
    if (count) into = static_cast<int>(*count);
    return count.has_value();
  }
  bool take_order(const std::string& value) {
    const auto found = std::find(kOrderNames.begin(), kOrderNames.end(), value);
    if (found == kOrderNames.end()) return false;
    filter_.order = static_cast<ListOrder>(found - kOrderNames.begin());
    return true;
  }
  bool take_after() {
    std::string_view rest = after_;
    ListPlace place;
    if (has_rank(filter_.order)) {
      const std::size_t dot = std::min(rest.find('.'), rest.size());
      const auto rank = http::parse_count(rest.substr(0, dot), kMostMinutes + 1);
      if (!rank) return false;
      place.rank = static_cast<int>(*rank) - 1;
      rest.remove_prefix(std::min(dot + 1, rest.size()));
    }
    const std::size_t dot = std::min(rest.find('.'), rest.size());
    const auto day = parse_day(rest.substr(0, dot));
    place.id = rest.substr(std::min(dot + 1, rest.size()));
    if (!day || !recording::is_recording_id(place.id)) return false;
    place.day = *day;
    filter_.after = std::move(place);
    return true;
  }

  ListFilter filter_;
  std::string after_;
  std::set<std::string> once_;
};

}  // namespace

const char* name_of(ListedState state) { return kStateNames.at(static_cast<std::size_t>(state)); }

std::optional<ListFilter> parse_list_filter(const std::string& query) {
  const auto all = http::parse_query_pairs(query);
  if (!all) return std::nullopt;
  FilterReader reader;
  for (const auto& [name, value] : *all)
    if (!reader.take(name, value)) return std::nullopt;
  return reader.finish();
}

std::string cursor_text(const ListPlace& place, ListOrder order) {
  const std::string by_day = fmt::format("{}.{}", day_text(place.day), place.id);
  return has_rank(order) ? fmt::format("{}.{}", place.rank + 1, by_day) : by_day;
}

std::optional<std::int32_t> parse_day(std::string_view text) {
  if (text.size() != 10) return std::nullopt;
  const auto time = parse_utc(fmt::format("{}T00:00:00.000Z", text));
  if (!time) return std::nullopt;
  return static_cast<std::int32_t>(std::chrono::floor<std::chrono::days>(*time).time_since_epoch().count());
}

std::string day_text(std::int32_t day) {
  return recording::date_text(std::chrono::sys_days(std::chrono::days(day)));
}

}  // namespace insyn::server
