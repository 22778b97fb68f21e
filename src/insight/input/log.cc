#include "insight/input/log.h"

#include <algorithm>
#include <array>

namespace insyn::insight {
namespace {

constexpr std::array<std::string_view, kActivities> kActivityNames = {
    "screen", "search", "article", "copy", "link", "back", "answer", "did-not-help"};
constexpr std::array<std::string_view, kOutcomes> kOutcomeNames = {"unknown", "solved", "unsolved",
                                                                   "transferred", "dropped"};

bool same_but_for_capitals(std::string_view small, std::string_view text) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; };
  return std::equal(small.begin(), small.end(), text.begin(), text.end(),
                    [&](char a, char b) { return a == lower(b); });
}

template <std::size_t N>
std::optional<std::size_t> index_of(const std::array<std::string_view, N>& names, std::string_view text) {
  for (std::size_t i = 0; i < N; ++i) {
    if (text == names[i]) return i;
  }
  for (std::size_t i = 0; i < N; ++i) {
    if (same_but_for_capitals(names[i], text)) return i;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Activity> parse_activity(std::string_view text) {
  const auto index = index_of(kActivityNames, text);
  if (!index) return std::nullopt;
  return static_cast<Activity>(*index);
}

const char* name_of(Activity activity) { return kActivityNames[static_cast<std::size_t>(activity)].data(); }

std::optional<Outcome> parse_outcome(std::string_view text) {
  if (text.empty()) return Outcome::kUnknown;
  const auto index = index_of(kOutcomeNames, text);
  if (!index) return std::nullopt;
  return static_cast<Outcome>(*index);
}

const char* name_of(Outcome outcome) { return kOutcomeNames[static_cast<std::size_t>(outcome)].data(); }

}  // namespace insyn::insight
