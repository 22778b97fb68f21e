// insyn approve, refuse and rules: how the union answers requests.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "cli/console.h"
#include "os/file.h"

namespace insyn::cli {

struct ApproveOptions {
  std::vector<std::string> requests;  // their ids
  bool all = false;                   // all that are open, instead
  Path agreement;
  std::vector<Path> pins;
  Path key;                   // the union's .age
  Path sign;                  // and its .sign
  std::optional<Path> rules;  // nothing: a person decides
};
struct RefuseOptions {
  std::string request;
  std::string because;
  Path sign;
};
struct RulesOptions {
  Path agreement;
  std::vector<Path> pins;
  bool pictures = false, events = false;
  std::vector<std::string> purposes;
  std::vector<std::string> kinds;
  int a_week = 0;
  int days = 30;
  Path sign;
  Path out;
};

// Reads the whole ledger, judges each request, and peels what may be opened. Prints a line for each. kBad
// where one was not approved.
Result<Outcome> approve(const ApproveOptions& options, const Clock& clock, Console& console);
Status refuse(const RefuseOptions& options, const Clock& clock, Console& console);
// Signs rules, by which approve may decide.
Status rules(const RulesOptions& options, Utc now, Console& console);

}  // namespace insyn::cli
