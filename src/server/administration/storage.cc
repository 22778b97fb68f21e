#include "server/administration/storage.h"

#include <algorithm>

#include "json/members.h"
#include "server/registry/answers.h"

namespace insyn::server {
namespace {

using json::Json;

constexpr std::int32_t kFortnight = 14;
constexpr std::int32_t kShownDays = 30;
constexpr std::int32_t kYear = 366;
constexpr std::int32_t kSoon = 30, kShort = 7;
constexpr std::chrono::minutes kGoodFor{5};

std::int32_t day_of(Utc time) {
  return static_cast<std::int32_t>(std::chrono::floor<std::chrono::days>(time).time_since_epoch().count());
}

std::string text_of_day(std::int32_t day) { return to_text(Utc(std::chrono::days(day))).substr(0, 10); }

std::uint64_t sum_between(const BytesByDay& days, std::int32_t from, std::int32_t to) {
  std::uint64_t sum = 0;
  for (auto day = days.lower_bound(from); day != days.end() && day->first <= to; ++day) sum += day->second;
  return sum;
}

std::uint64_t on(const BytesByDay& days, std::int32_t day) {
  const auto found = days.find(day);
  return found == days.end() ? 0 : found->second;
}

}  // namespace

const char* name_of(StorageWarning warning) {
  switch (warning) {
    case StorageWarning::kNone:
      return "";
    case StorageWarning::kSoon:
      return "soon";
    case StorageWarning::kShort:
      return "short";
    case StorageWarning::kFull:
      return "full";
  }
  return "";
}

StorageForecast forecast_of(const StorageFacts& facts) {
  StorageForecast forecast;
  // Of a centre that has begun a week ago a week is what there is to go by.
  const std::int32_t first = facts.came.empty() ? facts.today : facts.came.begin()->first;
  const std::int32_t days = std::clamp(facts.today - first + 1, 1, kFortnight);
  forecast.a_day = sum_between(facts.came, facts.today - days + 1, facts.today) / static_cast<unsigned>(days);
  if (!facts.free) return forecast;
  auto free = static_cast<std::int64_t>(*facts.free);
  const auto least = static_cast<std::int64_t>(facts.least_free);
  for (std::int32_t ahead = 0; ahead < kYear && !forecast.full_on; ++ahead) {
    if (ahead > 0) {
      free -= static_cast<std::int64_t>(forecast.a_day);
      free += static_cast<std::int64_t>(on(facts.goes, facts.today + ahead));
      if (facts.kept_days > 0 && ahead > facts.kept_days) free += static_cast<std::int64_t>(forecast.a_day);
    }
    if (free < least) forecast.full_on = facts.today + ahead;
  }
  if (!forecast.full_on) return forecast;
  const std::int32_t left = *forecast.full_on - facts.today;
  if (left <= kSoon) forecast.warning = StorageWarning::kSoon;
  if (left <= kShort) forecast.warning = StorageWarning::kShort;
  if (left == 0) forecast.warning = StorageWarning::kFull;
  return forecast;
}

Result<StorageFacts> Storage::facts() {
  const std::lock_guard lock(mutex_);
  const Mono now = set_.clock.mono();
  if (!facts_ || now - read_at_ >= kGoodFor) {
    StorageFacts facts;
    TRY(set_.database.read([&](Transaction& transaction) -> Status {
      facts = {};
      facts.summed_at = set_.clock.utc();
      facts.today = day_of(facts.summed_at);
      TRY_ASSIGN(
          auto rows,
          transaction.query("SELECT day, kept_until, SUM(bytes) FROM recordings GROUP BY day, kept_until"));
      // Audio goes with its recording.
      TRY_ASSIGN(
          const auto audio,
          transaction.query("SELECT r.day, r.kept_until, SUM(a.bytes) FROM audio a JOIN recordings r ON r.id "
                            "= a.recording GROUP BY r.day, r.kept_until"));
      rows.insert(rows.end(), audio.begin(), audio.end());
      std::uint64_t weight = 0;
      double kept = 0;
      for (const Row& row : rows) {
        const auto day = parse_utc(text(row[0]) + "T00:00:00.000Z");
        if (!day) continue;
        const std::int32_t made = day_of(*day);
        const std::int32_t ends = day_of(Utc(std::chrono::milliseconds(number(row[1]))));
        const auto bytes = static_cast<std::uint64_t>(number(row[2]));
        facts.bytes += bytes;
        facts.came[made] += bytes;
        facts.goes[std::max(ends, facts.today)] += bytes;
        if (made <= facts.today - kFortnight) continue;
        weight += bytes;
        kept += static_cast<double>(bytes) * static_cast<double>(ends - made);
      }
      if (weight > 0) facts.kept_days = static_cast<int>(kept / static_cast<double>(weight) + 0.5);
      return {};
    }));
    facts_ = std::move(facts);
    read_at_ = now;
  }
  StorageFacts facts = *facts_;
  facts.free = set_.free();
  facts.least_free = set_.least_free;
  return facts;
}

Result<StorageForecast> Storage::forecast() {
  TRY_ASSIGN(const StorageFacts facts, this->facts());
  return forecast_of(facts);
}

http::Route Storage::route() {
  const auto tell = [this](const http::Request&) -> http::Answer {
    const auto facts = this->facts();
    if (!facts) return answer_for(facts.error(), "unexpected");
    const StorageForecast forecast = forecast_of(*facts);
    Json body;
    body["as_of"] = to_text(facts->summed_at);
    body["bytes"] = facts->bytes;
    body["free"] = facts->free ? Json(*facts->free) : Json();
    body["by_day"] = forecast.a_day;
    body["days"] = Json::array();
    for (std::int32_t day = facts->today - kShownDays + 1; day <= facts->today; ++day)
      body["days"].push_back({{"day", text_of_day(day)}, {"bytes", on(facts->came, day)}});
    body["full_on"] = forecast.full_on ? Json(text_of_day(*forecast.full_on)) : Json();
    body["warning"] = forecast.warning == StorageWarning::kNone ? Json() : Json(name_of(forecast.warning));
    return {200, "application/json", json::line_of(body), {{"cache-control", "no-store"}}};
  };
  return {"GET", "/v1/storage", {http::Role::kAdministrator}, 0, http::Handle(tell)};
}

std::string sentence_of(const StorageForecast& forecast, std::int32_t today) {
  if (forecast.warning == StorageWarning::kFull)
    return "there is less free space than limits.least_free_mib: recordings are not taken any more; make "
           "space";
  return fmt::format(
      "at {} MiB a day the space for recordings ends in {} days, on {}; add space, or agree on a shorter "
      "retention",
      (forecast.a_day >> 20) + 1, *forecast.full_on - today, text_of_day(*forecast.full_on));
}

}  // namespace insyn::server
