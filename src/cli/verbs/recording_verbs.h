// insyn list, show, verify and unlock: what can be known of recordings without looking into them, and the two
// keys that let somebody look.
#pragma once

#include <vector>

#include "cli/console.h"
#include "cli/outcome.h"
#include "os/file.h"

namespace insyn::cli {

struct ListOptions {
  Path folder;
  bool json = false;
};
// Bad where something that lies there could not be read; the rest is listed.
Result<Outcome> list(const ListOptions& options, Console& console);

struct ShowOptions {
  Path recording;
  bool json = false;
};
// What the recording's notes say, unproven.
Status show(const ShowOptions& options, Console& console);

struct VerifyOptions {
  Path recording;
  Path pin;  // the workstation's .pub
  bool json = false;
};
// Good where the device made the recording and all of it is there, unchanged. One that was never closed is
// good as far as it goes, and this is said.
Result<Outcome> verify(const VerifyOptions& options, Console& console);

struct UnlockOptions {
  Path recording;
  std::vector<Path> keys;  // the union's .age, then the employer's
  Path out;
};
// Writes the recording's own key, 0600, as an age identity file. Never overwrites.
Status unlock(const UnlockOptions& options, Console& console);

}  // namespace insyn::cli
