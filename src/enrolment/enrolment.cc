#include "enrolment/enrolment.h"

#include "enrolment/agreement_file.h"
#include "enrolment/key_files.h"
#include "enrolment/roster_file.h"

namespace insyn::enrolment {

namespace {

// Whoever opens for a party opens no agent's copy too: that would be alone.
Status check_apart(const agreement::Agreement& agreement, const roster::Roster& roster) {
  for (const agreement::Opener& opener : agreement.openers()) {
    const roster::Agent* agent = roster.agent_with(opener.recipient);
    if (agent == nullptr) continue;
    return fail(Code::kDenied,
                "the key {} of the agent “{}” on the roster is that of {}, who could open recordings alone "
                "with it; the "
                "agent needs a key of their own",
                opener.recipient, agent->name, opener.name);
  }
  return {};
}

}  // namespace

std::optional<reason::Reason> not_listed(const Enrolment& enrolment, const note::Verifier& device) {
  const auto listed = roster::listed_device(enrolment.roster.roster(), device);
  return listed ? enrolment.agent_not_listed : std::optional(listed.error());
}

Result<Enrolment> read_enrolment(const EnrolmentFiles& files) {
  if (files.roster.empty()) {
    return fail(Code::kPermanent, "there is no roster: give --roster, which says who may be recorded");
  }
  FilesRead read;
  TRY_ASSIGN(agreement::Agreement agreement, read_agreement(files.agreement, files.pins, &read));
  TRY_ASSIGN(roster::SignedRoster roster, read_roster(files.roster, agreement.parties(), &read));
  TRY(check_apart(agreement, roster.roster()));
  TRY(read.remember_secret(files.device));
  std::string agent;
  if (files.agent) {
    TRY_ASSIGN(agent, read_agent_recipient(*files.agent, &read));
  }
  for (const Path& path : files.missing) read.is_missing(path);
  Enrolment enrolment{std::move(agreement), std::move(roster), std::move(agent), {}, {}, read.contents()};
  auto listed = roster::listed_agent(enrolment.roster.roster(), enrolment.agent);
  if (listed) {
    enrolment.listed = *std::move(listed);
  } else {
    enrolment.agent_not_listed = listed.error();
  }
  return enrolment;
}

}  // namespace insyn::enrolment
