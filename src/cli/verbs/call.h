// insyn call: requests of a person or a script to the recorder of the desktop session.
#pragma once

#include "cli/console.h"
#include "control/message.h"

namespace insyn::cli {

struct CallOptions {
  control::Request request;
  bool json = false;  // status
};

// Bad where the recorder refuses the request; the reason is printed.
Result<Outcome> call(const CallOptions& options, Console& console);

// "recording Kundstöd since 2026-12-01 09:15:03 CET, into ID (call 4711)": a state for people.
std::string in_words(const control::State& state);

}  // namespace insyn::cli
