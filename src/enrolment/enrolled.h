// The folder that a workstation's enrolment lies in: put there by the administrator, read by the recorder.
#pragma once

#include "enrolment/enrolment.h"

namespace insyn::enrolment {

inline constexpr const char* kEnrolmentFolder = "/etc/insyn";

// The pin of the first union, the second and so on: union.pub, union-2.pub, union-3.pub.
Path union_pin_in(const Path& folder, std::size_t number);
// The keys of the agents who work here: agent.pub, agent-2.pub, agent-3.pub.
Path agent_key_in(const Path& folder, std::size_t number);
// Where insyn enrol puts what, in `folder`.
EnrolmentFiles files_in(const Path& folder, const Path& spool);
// Where nobody but the administrator can change what says what may be recorded the result is empty; where
// this user can, it is a sentence that says so. kDenied where others can.
Result<std::string> check_rights(const EnrolmentFiles& files);

// Whether somebody has enrolled this computer: what an enrolment consists of lies in `folder`, or may. What
// it is worth does not matter here.
bool is_enrolled(const Path& folder = kEnrolmentFolder);

// Whether `folder` is kEnrolmentFolder, however it is written.
bool is_the_installed(const Path& folder);

// Where the signer of an enrolled computer listens.
inline constexpr const char* kSignerSocket = "/run/insyn-signer/socket";

// ~/.local/state/insyn, or as $XDG_STATE_HOME says.
Result<Path> state_folder();
// Where the signer of an enrolled computer keeps its usage journals.
inline constexpr const char* kJournals = "/var/lib/insyn-signer";
// Where a user's own processes keep them: beside the usual spool, whichever spool is used.
Result<Path> own_journals();

// ~/.local/state/insyn/recordings, or as $XDG_STATE_HOME says.
Result<Path> usual_spool();

// Where the reports that this user makes are registered: ~/.local/state/insyn/reports, or as $XDG_STATE_HOME
// says.
Result<Path> report_register();

}  // namespace insyn::enrolment
