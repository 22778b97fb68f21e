// The roles of key owners, and their .pub files.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "note/key.h"

namespace insyn::note {

enum class Role { kEmployer, kUnion, kAgent, kDevice, kInsight };

// "employer", "union", "agent", "device", "insight".
const char* role_name(Role role);
// kCorrupt for any other name.
Result<Role> parse_role(std::string_view name);

struct PublicKeys {
  Role role = Role::kEmployer;
  std::string name;                  // of the person, organisation or workstation
  std::optional<Verifier> verifier;  // what it signs is checked with this
  std::string recipient;             // "age1…", what is sealed to it; may be empty
};

// A .pub file. kCorrupt, with the line, where a field is unknown, missing or malformed. Employer and union
// have a signing key and a recipient, a device has a signing key, agent and insight have a recipient.
Result<PublicKeys> parse_public_keys(std::string_view text);

// The .pub file of `keys`: the same bytes for the same keys.
std::string public_keys_text(const PublicKeys& keys);

}  // namespace insyn::note
