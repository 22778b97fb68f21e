// What the languages of explain have in common. Each language writes its own sentences.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "agreement/agreement.h"
#include "agreement/zone.h"
#include "words/clock.h"
#include "words/document.h"

namespace insyn::words {

// "a", "a and b", "a, b and c", with `last` for " and ".
std::string listed(const std::vector<std::string>& parts, std::string_view last);

// The agreed days: "every" for all seven, "Monday to Friday" for three or more in a row, else their list.
struct DayWords {
  std::array<std::string_view, 7> names;  // from Monday
  std::string_view every;
  std::string_view to;
  std::string_view last;
};
std::string days_text(const std::bitset<7>& days, const DayWords& words);

using MonthNames = std::array<std::string_view, 12>;
inline constexpr MonthNames kEnglishMonths = {"January",   "February", "March",    "April",
                                              "May",       "June",     "July",     "August",
                                              "September", "October",  "November", "December"};
inline constexpr MonthNames kSwedishMonths = {"januari",   "februari", "mars",     "april",
                                              "maj",       "juni",     "juli",     "augusti",
                                              "september", "oktober",  "november", "december"};

// "1 December 2026", in the terms' zone.
std::string date_text(const agreement::Terms& terms, Utc at, const MonthNames& months);
// The same, and ", 10:30" behind it where the time is not midnight.
std::string instant_text(const agreement::Terms& terms, Utc at, const MonthNames& months);
bool is_midnight(const agreement::Terms& terms, Utc at);

// Whether anything but events is kept.
inline bool has_pictures(const agreement::Terms& terms) { return terms.level != agreement::Level::kMetrics; }

// Whether the call's sound may be put beside the pictures.
inline bool has_sound(const agreement::Terms& terms) {
  return terms.audio != agreement::Audio::kNone && terms.ledger && has_pictures(terms);
}

// Minutes from midnight as "08:30".
inline std::string clock_text(int minute) { return time_of_day(std::chrono::minutes(minute)); }
// 0.2 as "20"; `point` parts whole from fraction.
std::string percent_text(double fraction, char point);
// "1 day", "30 days".
std::string count_text(int count, std::string_view one, std::string_view many);

// The openers of one layer.
std::vector<const agreement::Opener*> openers_of(const agreement::Agreement& agreement,
                                                 agreement::Layer layer);

Document explain_in_english(const agreement::Terms& terms, const agreement::Agreement* signed_agreement);
Document explain_in_swedish(const agreement::Terms& terms, const agreement::Agreement* signed_agreement);

}  // namespace insyn::words
