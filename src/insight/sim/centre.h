// A simulated customer-service centre whose support system has known faults: the engine's findings can be
// compared with the truth.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace insyn::insight::sim {

// The same numbers on every machine, which <random>'s distributions do not promise.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed * 2 + 1) {}
  std::uint64_t next();
  double share();  // 0 ≤ x < 1
  bool chance(double probability) { return share() < probability; }
  std::size_t below(std::size_t count) {
    return static_cast<std::size_t>(share() * static_cast<double>(count));
  }
  double normal();             // mean 0, deviation 1
  double around(double mean);  // log-normal, a third to three times as a rule

 private:
  std::uint64_t state_;
};

enum class Fault {
  kNoResult,   // searches of this kind find nothing
  kNoArticle,  // searches find something, and none of it is read
  kPingPong,   // two screens that are both needed, over and over
  kQuickBack,  // a screen that promises something else than it has
  kDeadEnd,    // a screen from which calls are transferred
};

// "no result", "no article read", "ping-pong", "quick back" or "dead end".
const char* name_of(Fault fault);

struct Planted {
  Fault fault = Fault::kNoResult;
  std::size_t kind = 0;
  double strength = 0;  // how often, beyond what is usual
};

struct Centre {
  std::uint64_t seed = 1;
  std::uint32_t calls = 10'000;
  std::uint32_t agents = 60;
  std::uint32_t weeks = 8;
  double extra_steps = 2;  // screens looked at besides, per call; more of them for more events
  std::vector<Planted> faults;
  // Version 2 comes in the middle of the time and makes reading faster by so much, for the first kind.
  double improvement = 0;
  // And lets so many of the first kind's calls pass from the first screen straight to the kind's own.
  double shortcut = 0;
  std::chrono::sys_days begins = std::chrono::year(2026) / 12 / 7;  // a Monday

  // The faults that are planted where none are named: one of each, in five kinds.
  static std::vector<Planted> usual_faults();
};

inline constexpr std::size_t kKinds = 12;
std::string_view kind_name(std::size_t kind);
// Each kind has four screens of its own, and two that all have.
std::string_view screen_name(std::size_t kind, std::size_t screen);
inline constexpr std::size_t kScreensOfKind = 4;
std::string article_name(std::size_t kind, std::size_t article);
inline constexpr std::string_view kFirstScreen = "Start";
inline constexpr std::string_view kCustomerScreen = "Kundkort";
// A screen that there is and nobody uses.
inline constexpr std::string_view kUnusedScreen = "Arkiv";

}  // namespace insyn::insight::sim
