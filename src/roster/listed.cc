#include "roster/listed.h"

namespace insyn::roster {

reason::OrReason<ListedAgent> listed_agent(const Roster& roster, const std::string& age) {
  if (age.empty()) return reason::because(reason::AgentUnknown{});
  const Agent* agent = roster.agent_with(age);
  if (agent == nullptr) return reason::because(reason::AgentNotOnRoster{age});
  ListedAgent listed{agent->name, {}, agent->numbers};
  for (const AgentKey& key : agent->keys) listed.recipients.push_back(key.age);
  return listed;
}

reason::OrReason<void> listed_device(const Roster& roster, const note::Verifier& device) {
  if (roster.device_with(device) == nullptr) return reason::because(reason::DeviceNotOnRoster{device.name()});
  return {};
}

}  // namespace insyn::roster
