// insyn discard: an agent's will that an own recording be shredded, wherever it is.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "cli/console.h"
#include "os/file.h"

namespace insyn::cli {

struct DiscardSignOptions {
  Path recording;           // its folder; or only its id, where it is not here any more
  std::string agent;        // the pseudonym; empty: the certificate in the folder says it
  Path key;                 // the agent's .sign
  Path link;                // the link's folder, in whose outbox it is left
  std::optional<Path> out;  // the file to write instead
};
struct DiscardHandInOptions {
  std::vector<Path> files;
};

// Signs a discard, and leaves it for the link or writes it to a file. Prints the file.
Status discard_sign(const DiscardSignOptions& options, Utc now, Console& console);
// Takes signed discards to the centre, by the session of the union or the agent.
Status discard_hand_in(const DiscardHandInOptions& options, const Clock& clock, Console& console);

}  // namespace insyn::cli
