#include "insight/output/figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace insyn::insight {

std::string number_text(std::uint64_t number) {
  const std::string digits = fmt::to_string(number);
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += "\u202f";  // a narrow space that does not break
    text += digits[i];
  }
  return text;
}

std::string decimal_text(double number, int digits, const ReportWords& words) {
  std::string text = fmt::format("{:.{}f}", number, digits);
  std::replace(text.begin(), text.end(), '.', words.point);
  if (text.starts_with('-')) text.replace(0, 1, "\u2212");
  return text;
}

std::string seconds_text(Seconds seconds, const ReportWords& words) {
  const auto whole = std::llround(std::abs(seconds.value()));
  const std::string_view sign = seconds.value() < -0.5 ? "\u2212" : "";
  if (whole < 120) return fmt::format("{}{}\u00a0{}", sign, whole, words.seconds_unit);
  return fmt::format("{}{}:{:02}\u00a0min", sign, whole / 60, whole % 60);
}

}  // namespace insyn::insight
