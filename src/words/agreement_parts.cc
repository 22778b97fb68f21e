#include "words/agreement_parts.h"

#include <algorithm>

#include "agreement/zone.h"

namespace insyn::words {

std::string listed(const std::vector<std::string>& parts, std::string_view last) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text.append(i + 1 == parts.size() ? last : ", ");
    text.append(parts[i]);
  }
  return text;
}

std::string days_text(const std::bitset<7>& days, const DayWords& words) {
  if (days.all()) return std::string(words.every);
  std::vector<std::string> agreed;
  std::size_t changes = 0;
  for (std::size_t day = 0; day < 7; ++day) {
    if (days.test(day)) agreed.emplace_back(words.names[day]);
    if (day > 0 && days.test(day) != days.test(day - 1)) ++changes;
  }
  const bool one_run = changes <= 1 || (changes == 2 && !days.test(0) && !days.test(6));
  if (one_run && agreed.size() >= 3) return fmt::format("{}{}{}", agreed.front(), words.to, agreed.back());
  return listed(agreed, words.last);
}

std::string date_text(const agreement::Terms& terms, Utc at, const MonthNames& months) {
  const auto wall = agreement::wall_time(at, agreement::zone_of(terms));
  if (!wall) return to_text(at);
  const auto month = static_cast<unsigned>(wall->day.month());
  return fmt::format("{} {} {}", static_cast<unsigned>(wall->day.day()), months[month - 1],
                     static_cast<int>(wall->day.year()));
}

std::string instant_text(const agreement::Terms& terms, Utc at, const MonthNames& months) {
  const auto wall = agreement::wall_time(at, agreement::zone_of(terms));
  const std::string day = date_text(terms, at, months);
  return !wall || wall->minute == 0 ? day : fmt::format("{}, {}", day, clock_text(wall->minute));
}

bool is_midnight(const agreement::Terms& terms, Utc at) {
  const auto wall = agreement::wall_time(at, agreement::zone_of(terms));
  if (!wall) return false;
  const auto midnight = agreement::instants_of(wall->day, 0, agreement::zone_of(terms));
  return midnight && (midnight->earliest == at || midnight->latest == at);
}

std::string percent_text(double fraction, char point) {
  std::string text = fmt::format("{:.4g}", fraction * 100);
  std::replace(text.begin(), text.end(), '.', point);
  return text;
}

std::string count_text(int count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::vector<const agreement::Opener*> openers_of(const agreement::Agreement& agreement,
                                                 agreement::Layer layer) {
  std::vector<const agreement::Opener*> found;
  for (const agreement::Opener& one : agreement.openers()) {
    if (one.layer == layer) found.push_back(&one);
  }
  return found;
}

}  // namespace insyn::words
