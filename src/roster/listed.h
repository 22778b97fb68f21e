// Who somebody is by the roster. Whoever is not on it is not recorded.
#pragma once

#include "reason/reason.h"
#include "roster/roster.h"

namespace insyn::roster {

struct ListedAgent {
  std::string name;                     // the pseudonym: what sample and cap count by
  std::vector<std::string> recipients;  // "age1…" of each of the agent's keys
  std::vector<std::string> numbers;     // by which telephone systems name the agent
};

// The agent with this key, "age1…": AgentNotOnRoster where nobody has it. AgentUnknown where `age` is empty.
reason::OrReason<ListedAgent> listed_agent(const Roster& roster, const std::string& age);
// DeviceNotOnRoster where no device has this key.
reason::OrReason<void> listed_device(const Roster& roster, const note::Verifier& device);

}  // namespace insyn::roster
