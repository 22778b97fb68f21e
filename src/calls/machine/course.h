// The course of one leg of a call: the part that one agent has in it.
//
//     ┌─────────┐  connected  ┌───────────┐    held    ┌──────┐
//     │ offered ├────────────►│ connected ├───────────►│ held │
//     └──┬──────┘             │           │◄───────────┤      │
//        │                    └─────┬─────┘  resumed   └──┬───┘
//        │ ended                    │ ended               │ ended
//        │ (nobody answered)        │ (or longest_call)   │ (or longest_call)
//        │ (or longest_offer)       ▼                     │
//        │                    ┌───────────┐               │
//        │                    │   ended   │◄──────────────┘
//        │                    └─────┬─────┘
//        │                          │ wrap-up over (or wrap_up)
//        ▼                          ▼
//     ┌────────────────────────────────┐
//     │              over              │
//     └────────────────────────────────┘
//
// Whatever is not drawn changes nothing. There is no way back from ended: what a telephone system says of a
// leg afterwards is late, or wrong. A telephone that repeats "connected" while the customer waits has not
// taken the call off hold.
#pragma once

#include "base/clock.h"

namespace insyn::calls {

enum class Phase { kOffered, kConnected, kHeld, kEnded, kOver };

enum class Turn { kOffered, kConnected, kHeld, kResumed, kEnded, kWrapUpOver };

// How long a phase lasts at most.
struct PhaseLimits {
  std::chrono::seconds longest_offer{3600};
  std::chrono::seconds longest_call{3600};  // from connected, holds included
  std::chrono::seconds wrap_up{600};
};

struct Course {
  Phase phase = Phase::kOffered;
  Mono since{};         // when it came into this phase
  Mono connected_at{};  // of all phases but kOffered
};

// What comes of `course` by a turn at `now`.
Course after(Course course, Turn turn, Mono now);
// The same by time alone. Where a leg ends so, it ended when its time was over, however late that is noticed.
Course after(Course course, const PhaseLimits& limits, Mono now);

}  // namespace insyn::calls
