#include "agreement/allowed.h"

#include <sodium.h>

#include <algorithm>

#include "agreement/call_id.h"

namespace insyn::agreement {
namespace {

Allowed refused(reason::Reason why, Utc now) { return {std::move(why), now}; }

struct Span {
  Utc from;
  Utc to;
};

Result<Span> hours_of_day(const Hours& hours, std::chrono::year_month_day day) {
  TRY_ASSIGN(const WallInstants from, instants_of(day, hours.from, hours.zone));
  TRY_ASSIGN(const WallInstants to, instants_of(day, hours.to, hours.zone));
  return Span{from.latest, to.earliest};
}

Allowed within_hours(const Hours& hours, Utc now) {
  const auto wall = wall_time(now, hours.zone);
  if (!wall) return refused(reason::NoClock{wall.error().message}, now);
  const auto span = hours_of_day(hours, wall->day);
  if (!span) return refused(reason::NoClock{span.error().message}, now);
  if (!hours.days.test(wall->weekday.iso_encoding() - 1)) return refused(reason::OutsideDays{}, now);
  if (now >= span->from && now < span->to) return {std::nullopt, span->to};
  return refused(reason::OutsideHours{std::chrono::minutes(hours.from), std::chrono::minutes(hours.to)}, now);
}

}  // namespace

Allowed allowed_at(const Terms& terms, Utc now) {
  if (now < terms.not_before) return refused(reason::NotYet{terms.not_before}, now);
  if (now >= terms.not_after) return refused(reason::Expired{terms.not_after}, now);
  if (!terms.hours) return {std::nullopt, terms.not_after};
  Allowed allowed = within_hours(*terms.hours, now);
  if (allowed) allowed.until = std::min(allowed.until, terms.not_after);
  return allowed;
}

Allowed allowed_for_call(const Agreement& agreement, Utc now, std::string_view agent_or_device,
                         std::string_view call_id, int calls_this_week) {
  const Terms& terms = agreement.terms();
  Allowed allowed = allowed_at(terms, now);
  if (!allowed) return allowed;
  if (calls_this_week >= terms.calls_per_agent_per_week) {
    return refused(reason::CapReached{terms.calls_per_agent_per_week}, now);
  }
  if (!is_sampled(agreement, agent_or_device, call_id)) return refused(reason::NotSampled{}, now);
  return allowed;
}

bool is_sampled(const Agreement& agreement, std::string_view agent_or_device, std::string_view call_id) {
  ByteWriter message;
  message.u64(agent_or_device.size());
  message.raw(view_of(agent_or_device));
  message.raw(view_of(normalised_call_id(call_id)));
  static_assert(crypto_auth_hmacsha256_KEYBYTES == std::tuple_size_v<Digest>);
  Digest code{};
  crypto_auth_hmacsha256(code.data(), message.bytes().data(), message.size(), agreement.hash().data());
  std::uint64_t first = 0;
  for (std::size_t i = 0; i < 8; ++i) first = (first << 8U) | code[i];
  constexpr double kOne = 9007199254740992.0;  // 2^53: what a double tells apart
  return static_cast<double>(first >> 11U) / kOne < agreement.terms().sample;
}

}  // namespace insyn::agreement
