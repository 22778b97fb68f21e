#include "fleet/history.h"

#include <algorithm>
#include <array>
#include <random>

namespace insyn::fleet {
namespace {

using namespace std::chrono;

struct Kind {
  const char* name;
  const char* queue;
  int share;    // of 100
  int minutes;  // the usual length
};
constexpr std::array<Kind, 6> kKinds = {{{"Faktura", "Privat", 30, 4},
                                         {"Flytt", "Privat", 22, 7},
                                         {"Abonnemang", "Privat", 18, 5},
                                         {"Betalning", "Bolag", 12, 3},
                                         {"Reklamation", "Bolag", 12, 9},
                                         {"Leverans", "Privat", 6, 4}}};
// Whatever the others have: three workstations alone.
constexpr Kind kRare{"Arv", "Privat", 0, 11};
constexpr std::size_t kWithRare = 3;

const Kind& kind_of(std::size_t workstation, unsigned throw_of_hundred, std::size_t call) {
  // The most usual one every workstation has had.
  if (call == 0) return kKinds.front();
  if (workstation <= kWithRare && call == 1) return kRare;
  int left = static_cast<int>(throw_of_hundred);
  for (const Kind& kind : kKinds) {
    left -= kind.share;
    if (left < 0) return kind;
  }
  return kKinds.back();
}

}  // namespace

std::vector<MadeUpCall> history(std::size_t workstation, std::size_t count, int weeks, Utc now) {
  std::minstd_rand engine(static_cast<unsigned>(workstation) * 7'919U + 3U);
  std::vector<sys_days> days;
  const sys_days today = floor<std::chrono::days>(now);
  for (int back = weeks * 7; back > 0; --back) {
    const sys_days day = today - std::chrono::days(back);
    const weekday on(day);
    if (on != Saturday && on != Sunday) days.push_back(day);
  }
  std::vector<MadeUpCall> calls;
  for (std::size_t number = 0; number < count && !days.empty(); ++number) {
    const Kind& kind = kind_of(workstation, static_cast<unsigned>(engine() % 100), number);
    MadeUpCall call;
    call.kind = kind.name;
    call.queue = kind.queue;
    const unsigned seconds = static_cast<unsigned>(kind.minutes) * 60;
    call.screens = std::chrono::seconds(30 + seconds / 2 + engine() % seconds);
    call.began = days[engine() % days.size()] + hours(7) + milliseconds(engine() % (9U * 3'600'000U));
    calls.push_back(std::move(call));
  }
  std::sort(calls.begin(), calls.end(),
            [](const MadeUpCall& a, const MadeUpCall& b) { return a.began < b.began; });
  return calls;
}

}  // namespace insyn::fleet
