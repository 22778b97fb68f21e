#include "agreement/period_terms.h"

#include <algorithm>
#include <array>

#include "agreement/zone.h"

namespace insyn::agreement {
namespace {

constexpr std::array<std::string_view, 7> kDays = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr int kDayMinutes = 24 * 60;

Result<int> read_clock(Fields& fields, std::string_view key) {
  TRY_ASSIGN(const std::string text, fields.text(key, 5));
  const std::string_view shape = "00:00";
  bool fits = text.size() == shape.size();
  for (std::size_t i = 0; fits && i < shape.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    fits = shape[i] == '0' ? digit : text[i] == shape[i];
  }
  const int hours = fits ? (text[0] - '0') * 10 + (text[1] - '0') : 0;
  const int minutes = fits ? (text[3] - '0') * 10 + (text[4] - '0') : 0;
  if (!fits || minutes > 59 || hours * 60 + minutes > kDayMinutes) {
    return wrong(fields.find(key)->line, fields.full(key), "must be a time from \"00:00\" to \"24:00\"");
  }
  return hours * 60 + minutes;
}

Result<std::bitset<7>> read_days(Fields& fields) {
  std::bitset<7> days;
  const TomlValue* value = fields.find("days");
  if (value == nullptr) return wrong(fields.line(), "hours.days", "is missing; add it");
  TRY_ASSIGN(const std::vector<std::string> names, fields.texts("days", 3));
  for (const std::string& name : names) {
    const auto known = std::find(kDays.begin(), kDays.end(), name);
    if (known == kDays.end()) {
      return wrong(value->line, "hours.days", "has “{}”; the days are mon, tue, wed, thu, fri, sat, sun",
                   name);
    }
    days.set(static_cast<std::size_t>(known - kDays.begin()));
  }
  return days;
}

Result<Hours> read_hours(const TomlValue& table) {
  Hours hours;
  Fields fields(table, "hours");
  TRY_ASSIGN(hours.days, read_days(fields));
  TRY_ASSIGN(hours.from, read_clock(fields, "from"));
  TRY_ASSIGN(hours.to, read_clock(fields, "to"));
  if (hours.to <= hours.from) {
    return wrong(fields.line(), "hours", "must begin before they end, on the same day");
  }
  TRY_ASSIGN(hours.zone, fields.text("zone", 100));
  if (const auto known = check_zone(hours.zone); !known) {
    return wrong(fields.find("zone")->line, "hours.zone:", "{}", known.error().message);
  }
  TRY(fields.finish());
  return hours;
}

enum class Edge { kStartOfDay, kEndOfDay };

Result<Utc> read_instant(Fields& top, std::string_view key, Edge edge, std::string_view zone) {
  const TomlValue* value = top.find(key);
  if (value == nullptr) return wrong(top.line(), key, "is missing; add a date like 2026-12-01");
  if (value->kind == TomlValue::kInstant) return value->instant;
  if (value->kind != TomlValue::kDate) {
    return wrong(value->line, key, "must be a date, or a date and time with an offset, without quotes");
  }
  TRY_ASSIGN(const WallInstants at,
             instants_of(value->date, edge == Edge::kEndOfDay ? kDayMinutes : 0, zone));
  // Where midnight comes twice the shorter period counts.
  return edge == Edge::kEndOfDay ? at.earliest : at.latest;
}

}  // namespace

Status read_period(Fields& top, Terms& terms) {
  TRY_ASSIGN(const TomlValue* hours, top.table("hours"));
  if (hours != nullptr) {
    TRY_ASSIGN(terms.hours, read_hours(*hours));
  }
  TRY_ASSIGN(terms.not_before, read_instant(top, "not_before", Edge::kStartOfDay, zone_of(terms)));
  TRY_ASSIGN(terms.not_after, read_instant(top, "not_after", Edge::kEndOfDay, zone_of(terms)));
  if (terms.not_after <= terms.not_before) {
    return wrong(top.find("not_after")->line, "not_after", "must lie after not_before");
  }
  return {};
}

}  // namespace insyn::agreement
