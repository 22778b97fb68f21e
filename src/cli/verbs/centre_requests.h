// insyn requests: the requests to open recordings that the centre has.
#pragma once

#include <string>

#include "base/clock.h"
#include "cli/console.h"

namespace insyn::cli {

struct RequestsOptions {
  std::string state;  // asked, approved, refused; empty: all
  bool json = false;
};

// Prints what the server says of them: a reviewer's own, for the union all. Nothing of it is verified, which
// approve and fetch do.
Status requests(const RequestsOptions& options, const Clock& clock, Console& console);

}  // namespace insyn::cli
