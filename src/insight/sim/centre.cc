#include "insight/sim/centre.h"

#include <array>
#include <cmath>
#include <numbers>

namespace insyn::insight::sim {
namespace {

constexpr std::array<std::string_view, kKinds> kKindNames = {
    "Leverans",  "Faktura", "Adressändring", "Abonnemang", "Retur",     "Lösenord",
    "Betalning", "Flytt",   "Reklamation",   "Öppettider", "Avbokning", "Autogiro"};
constexpr std::array<std::string_view, kScreensOfKind> kScreenNames = {"översikt", "detaljer", "historik",
                                                                       "villkor"};

}  // namespace

// SplitMix64.
std::uint64_t Dice::next() {
  std::uint64_t z = state_ += 0x9e3779b97f4a7c15U;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9U;
  z = (z ^ z >> 27) * 0x94d049bb133111ebU;
  return z ^ z >> 31;
}

double Dice::share() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

// Box and Muller.
double Dice::normal() {
  const double radius = std::sqrt(-2 * std::log(1 - share()));
  return radius * std::cos(2 * std::numbers::pi * share());
}

double Dice::around(double mean) {
  constexpr double kSpread = 0.45;
  return mean * std::exp(kSpread * normal() - kSpread * kSpread / 2);
}

std::vector<Planted> Centre::usual_faults() {
  return {{Fault::kNoResult, 1, 0.5},
          {Fault::kPingPong, 3, 0.6},
          {Fault::kDeadEnd, 5, 0.25},
          {Fault::kNoArticle, 6, 0.5},
          {Fault::kQuickBack, 8, 0.7}};
}

std::string_view kind_name(std::size_t kind) { return kKindNames[kind]; }

std::string_view screen_name(std::size_t kind, std::size_t screen) {
  static const auto kNames = [] {
    std::array<std::string, kKinds * kScreensOfKind> names;
    for (std::size_t i = 0; i < names.size(); ++i)
      names[i] =
          std::string(kKindNames[i / kScreensOfKind]) + " " + std::string(kScreenNames[i % kScreensOfKind]);
    return names;
  }();
  return kNames[kind * kScreensOfKind + screen];
}

std::string article_name(std::size_t kind, std::size_t article) {
  return std::string(kKindNames[kind]) + " artikel " + std::to_string(article + 1);
}

const char* name_of(Fault fault) {
  switch (fault) {
    case Fault::kNoResult:
      return "no result";
    case Fault::kNoArticle:
      return "no article read";
    case Fault::kPingPong:
      return "ping-pong";
    case Fault::kQuickBack:
      return "quick back";
    case Fault::kDeadEnd:
      return "dead end";
  }
  return "";
}

}  // namespace insyn::insight::sim
