// The roster's file.
#pragma once

#include "os/watched_files.h"
#include "roster/roster.h"

namespace insyn::enrolment {

// The text of a file that may be a roster's or a draft's, at most 1 MiB.
Result<std::string> read_roster_text(const Path& file);
// What such a text says, whoever has signed it.
Result<roster::Roster> parse_roster_draft(std::string_view text);
// The same of a file.
Result<roster::Roster> read_roster_draft(const Path& file);
// The roster, verified against the parties' keys. `seen`, where it is not null, remembers the file.
Result<roster::SignedRoster> read_roster(const Path& file, const std::vector<note::PublicKeys>& pins,
                                         FilesRead* seen = nullptr);

// What recordings call the agent with this key, "age1…": the name on the roster, or the key where nobody on
// it has it. For what is there already, so that nobody has to have signed the roster.
std::string agent_name(const std::string& age, const Path& roster);

}  // namespace insyn::enrolment
