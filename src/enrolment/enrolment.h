// What a workstation is given before it may record: agreement, pins, roster, its own key, the agent's key, a
// spool.
#pragma once

#include <optional>
#include <vector>

#include "agreement/agreement.h"
#include "os/watched_files.h"
#include "roster/listed.h"

namespace insyn::enrolment {

struct EnrolmentFiles {
  Path agreement;
  std::vector<Path> pins;  // the .pub files of the employer and of each union
  Path device;             // the device's .sign file
  Path spool;
  std::optional<Path> agent;       // the agent's .pub file
  std::vector<Path> missing = {};  // what an enrolment may have and this one has not
  Path roster = {};                // the roster that all parties have signed
};

struct Enrolment {
  agreement::Agreement agreement;
  roster::SignedRoster roster;
  std::string agent;                               // "age1…", or empty
  std::optional<roster::ListedAgent> listed;       // who that is by the roster
  std::optional<reason::Reason> agent_not_listed;  // AgentNotOnRoster or AgentUnknown, where it is nobody on it
  // All that it was read from, so that a change ends what is recorded under it: the agreement's file first.
  // Whatever else an enrolment gets is read through FilesRead too.
  std::vector<FileContent> files;
};

// Why nobody may be recorded on this workstation: it is not on the roster, or the agent is not. Nothing where
// both are.
std::optional<reason::Reason> not_listed(const Enrolment& enrolment, const note::Verifier& device);

// kDenied where agreement or roster are not signed by all parties, where a key is another role's, or where an
// agent on the roster has a key that a party opens with. The device's key is watched and not read: it is the
// signer's.
Result<Enrolment> read_enrolment(const EnrolmentFiles& files);

}  // namespace insyn::enrolment
