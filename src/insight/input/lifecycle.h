// The life cycle of an activity: the events of its beginning, its end and what lies between them are one
// thing that was done. The lifecycle extension of XES (IEEE 1849) has two models of it, "standard" and
// "bpaf".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "insight/input/log_part.h"

namespace insyn::insight {

enum class Transition {
  kNotYet,    // it is planned: schedule, assign, reassign, Open.NotRunning
  kStart,     // start
  kRunning,   // Open.Running: it begins, or goes on
  kSuspend,   // suspend
  kResume,    // resume
  kComplete,  // complete, unknown, Closed, Completed
  kAbort,     // pi_abort, ate_abort, Closed.Cancelled: where it had begun, it was done
  kNotDone,   // withdraw, autoskip, manualskip
};

// A transition of the standard model or a state of BPAF, in capitals or small letters.
std::optional<Transition> parse_transition(std::string_view text);

// An event of which a file tells several transitions.
struct Step {
  std::string time, activity, object, results;
  std::string transition;
  std::string instance;  // concept:instance: which of several that run at the same time; may be empty
  std::uint64_t place = 0;
};

// Gives `part` each activity of `call` once, at the time at which it began: at its start, or where none is
// told at its completion. What only a later transition says, such as the number of results, counts too. Steps
// may be in any order. An abort, an end or a pause without a beginning, and what was only planned, give
// nothing.
void add_once_each(std::string_view call, std::vector<Step> steps, LogPart& part);

}  // namespace insyn::insight
