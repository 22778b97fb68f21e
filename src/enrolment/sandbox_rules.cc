#include "enrolment/sandbox_rules.h"

#include <cstdlib>

namespace insyn::enrolment {
namespace {

// As libXau looks for the key to the display.
Path authority_file() {
  if (const char* variable = std::getenv("XAUTHORITY")) return variable;
  const char* home = std::getenv("HOME");
  return home == nullptr ? Path() : Path(home) / ".Xauthority";
}

}  // namespace

SandboxRules sandbox_for(const EnrolmentFiles& files, const std::vector<Path>& own) {
  SandboxRules rules;
  rules.write = own;
  rules.write.push_back(files.spool);
  // Time zones; the login manager's word on the session. Neither the home folder nor what is mounted
  // elsewhere.
  rules.read = {"/usr/share/zoneinfo", "/etc/localtime", "/etc/machine-id", "/run/systemd", authority_file()};
  // They are read again where they were written anew. Not the device's key, which is a change then.
  rules.read.push_back(files.agreement);
  rules.read.insert(rules.read.end(), files.pins.begin(), files.pins.end());
  rules.read.push_back(files.roster);
  rules.read.insert(rules.read.end(), files.agents.begin(), files.agents.end());
  return rules;
}

}  // namespace insyn::enrolment
