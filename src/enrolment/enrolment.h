// What a workstation is given before it may record: agreement, pins, roster, its own key, the keys of the
// agents who work at it, a spool.
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
  std::vector<Path> agents;        // the .pub files of those who work here; none: anybody on the roster
  std::vector<Path> missing = {};  // what an enrolment may have and this one has not
  Path roster = {};                // the roster that all parties have signed
  Path feed = {};                  // the folder of what this computer's link brings; empty: there is none
};

struct Enrolment {
  agreement::Agreement agreement;
  roster::SignedRoster roster;
  // Of the one agent who works here: "age1…", and who that is by the roster. Nothing where several may.
  std::string agent;
  std::optional<roster::ListedAgent> listed;
  // Several agents may work here, of whom these are on the roster: who does is asked.
  bool shared = false;
  std::vector<roster::Agent> shared_by;
  std::optional<reason::Reason> agent_not_listed;  // AgentNotOnRoster, where none of those named is on it
  // All that it was read from, so that a change ends what is recorded under it: the agreement's file first.
  // Whatever else an enrolment gets is read through FilesRead too.
  std::vector<FileContent> files;
};

// Why nobody may be recorded on this workstation: it is not on the roster, or no agent of it is. Nothing
// where both are.
std::optional<reason::Reason> not_listed(const Enrolment& enrolment, const note::Verifier& device);

// The agents on the roster who have one of these keys, "age1…", each once; without keys, all of them.
std::vector<roster::Agent> agents_with(const std::vector<std::string>& keys, const roster::Roster& roster);

// What the link has brought takes the place of agreement and roster where all parties have signed it and it
// follows them (feed.h). kDenied where agreement or roster are not signed by all parties, where a key is
// another role's, or where an agent on the roster has a key that a party opens with. The device's key is
// watched and not read: it is the signer's.
Result<Enrolment> read_enrolment(const EnrolmentFiles& files);

}  // namespace insyn::enrolment
