#include "enrolment/enrolment.h"

#include <algorithm>

#include "enrolment/agreement_file.h"
#include "enrolment/feed.h"
#include "enrolment/key_files.h"
#include "enrolment/roster_file.h"

namespace insyn::enrolment {

namespace {

// Whoever opens for a party opens no agent's copy too: that would be alone.
Status check_apart(const agreement::Agreement& agreement, const roster::Roster& roster) {
  const auto check = [&](const std::string& recipient, const std::string& whose) -> Status {
    const roster::Agent* agent = roster.agent_with(recipient);
    if (agent == nullptr) return {};
    return fail(Code::kDenied,
                "the key {} of the agent “{}” on the roster is that of {}, who could open recordings alone "
                "with it; the agent needs a key of their own",
                recipient, agent->name, whose);
  };
  for (const agreement::Opener& opener : agreement.openers()) TRY(check(opener.recipient, opener.name));
  // A party need not be among those who open: the reviewers may be others.
  for (const note::PublicKeys& party : agreement.parties()) TRY(check(party.recipient, party.name));
  return {};
}

// Who works here, of those whose keys were named.
void find_agents(const std::vector<std::string>& named, Enrolment& enrolment) {
  const roster::Roster& roster = enrolment.roster.roster();
  const bool all_are_listed = std::all_of(
      named.begin(), named.end(), [&](const std::string& key) { return roster.agent_with(key) != nullptr; });
  enrolment.shared_by = agents_with(named, roster);
  if (!named.empty() && enrolment.shared_by.empty())
    enrolment.agent_not_listed = reason::AgentNotOnRoster{named.front()};
  // One of several who is left on the roster may not be the one who sits there.
  const bool is_one = enrolment.shared_by.size() == 1 && !named.empty() && all_are_listed;
  enrolment.shared = named.size() != 1 && !is_one;
  if (enrolment.shared) return;
  enrolment.shared_by.clear();
  enrolment.agent = named.front();
  if (is_one) enrolment.listed = roster::listed_agent(roster, named.front()).value();
}

}  // namespace

std::vector<roster::Agent> agents_with(const std::vector<std::string>& keys, const roster::Roster& roster) {
  if (keys.empty()) return roster.agents;
  std::vector<roster::Agent> agents;
  for (const std::string& key : keys) {
    const roster::Agent* agent = roster.agent_with(key);
    const auto is_it = [&](const roster::Agent& other) { return other.name == agent->name; };
    if (agent != nullptr && std::none_of(agents.begin(), agents.end(), is_it)) agents.push_back(*agent);
  }
  return agents;
}

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
  if (!files.feed.empty()) {
    // One that comes later is read by the next recorder.
    std::error_code error;
    if (!std::filesystem::exists(files.feed, error)) read.is_missing(files.feed);
    if (auto next = agreement_after(agreement, files.feed, read)) agreement = *std::move(next);
    if (auto next = roster_after(roster, files.feed, agreement.parties(), read)) roster = *std::move(next);
  }
  TRY(check_apart(agreement, roster.roster()));
  TRY(read.remember_secret(files.device));
  std::vector<std::string> agents;
  for (const Path& file : files.agents) {
    TRY_ASSIGN(std::string agent, read_agent_recipient(file, &read));
    agents.push_back(std::move(agent));
  }
  for (const Path& path : files.missing) read.is_missing(path);
  Enrolment enrolment{std::move(agreement), std::move(roster), {}, {}, false, {}, {}, read.contents()};
  find_agents(agents, enrolment);
  return enrolment;
}

}  // namespace insyn::enrolment
