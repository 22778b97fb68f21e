// insyn call: what a person or a script says to the recorder of the desktop session.
#pragma once

#include "cli/console.h"
#include "cli/outcome.h"
#include "control/message.h"

namespace insyn::cli {

struct CallOptions {
  control::Request request;
  bool json = false;  // status
};

// Bad where the recorder does not do what was asked; why is said.
Result<Outcome> call(const CallOptions& options, Console& console);

// "recording Kundstöd since 08:15:03 UTC, the call 4711": a state for people.
std::string in_words(const control::State& state);

}  // namespace insyn::cli
