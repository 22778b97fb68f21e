// insyn audio attach: puts the audio of a call beside its recordings at the centre.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/path.h"
#include "cli/console.h"

namespace insyn::cli {

struct AudioAttachOptions {
  Path file;
  std::string call;
  std::string began;
  std::string customer;  // left, right or mono; empty with `mixed`
  bool mixed = false;
  std::vector<std::pair<std::string, std::string>> cuts;  // from, length
  Path key;
  Path agreement;
  std::vector<Path> pins;
};

// Prints the ids of the recordings that have it now. kBad where one has not.
Result<Outcome> audio_attach(const AudioAttachOptions& options, const Clock& clock, Console& console);

// "1:02:03.5", "12:30" or "750.25": hours, minutes, seconds, in milliseconds. kPermanent for anything else.
Result<std::uint64_t> parse_span(std::string_view text);
// RFC 3339 with an offset, or without one what the clocks of `zone` show. kPermanent for anything else, and
// for a time that they show twice.
Result<Utc> parse_call_time(std::string_view text, std::string_view zone);

}  // namespace insyn::cli
