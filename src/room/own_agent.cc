#include "room/own_agent.h"

#include "enrolment/enrolled.h"
#include "enrolment/feed.h"
#include "enrolment/key_files.h"
#include "enrolment/open/identity_file.h"
#include "enrolment/roster_file.h"
#include "link/outbox/outbox.h"

namespace insyn::room {
namespace {

constexpr std::size_t kMostFolders = 1000;
constexpr const char* kReplaced = "-until-";  // behind the folder's name
constexpr const char* kPrefix = "agent";

// What the link has brought goes before what the computer was enrolled with. For what is there already, so
// that nobody has to have signed it: whose recordings these are their certificates say.
std::vector<roster::Roster> rosters_here(const OwnPlaces& places) {
  std::vector<roster::Roster> all;
  for (const Path& file : {link::feed_of(places.link) / enrolment::kFeedRoster,
                           enrolment::files_in(places.enrolment, {}).roster})
    if (auto roster = enrolment::read_roster_draft(file)) all.push_back(*std::move(roster));
  return all;
}

// Empty where nobody has it.
std::string name_by(const note::Verifier& key, const std::vector<roster::Roster>& rosters) {
  for (const roster::Roster& roster : rosters)
    for (const roster::Agent& agent : roster.agents)
      for (const roster::AgentKey& one : agent.keys)
        if (one.sign == key) return agent.name;
  return "";
}

}  // namespace

std::vector<Path> agent_keys_in(const Path& folder) {
  std::vector<Path> prefixes;
  std::error_code error;
  if (std::filesystem::exists(folder, error)) prefixes.push_back(folder / kPrefix);
  const std::string replaced = folder.filename().string() + kReplaced;
  for (const std::string& name :
       list_folder(folder.parent_path(), kMostFolders).value_or(std::vector<std::string>()))
    if (name.starts_with(replaced)) prefixes.push_back(folder.parent_path() / name / kPrefix);
  return prefixes;
}

Result<OwnAgent> read_own_agent(const std::vector<Path>& prefixes, const OwnPlaces& places) {
  const auto rosters = rosters_here(places);
  std::optional<OwnAgent> agent;
  for (const Path& prefix : prefixes) {
    auto signer = enrolment::read_signer(enrolment::with_ending(prefix, ".sign"));
    auto identities = enrolment::read_identities(enrolment::with_ending(prefix, ".age"));
    if (!signer || !identities) {
      // Of the agent's many keys an old one that is damaged opens nothing, and that is all.
      if (agent) continue;
      return Failure(!signer ? std::move(signer).error() : std::move(identities).error());
    }
    std::string name = name_by(signer->verifier(), rosters);
    if (!agent) {
      agent.emplace(OwnAgent{std::move(name), *std::move(signer), *std::move(identities)});
      continue;
    }
    for (seal::Identity& one : *identities) agent->identities.push_back(std::move(one));
    if (agent->name.empty() && !name.empty()) {
      OwnAgent known{std::move(name), *std::move(signer), std::move(agent->identities)};
      agent.reset();
      agent.emplace(std::move(known));
    }
  }
  if (!agent) return fail(Code::kDenied, "there is no agent's key");
  return *std::move(agent);
}

}  // namespace insyn::room
