// The roles of key owners, and their .pub files.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "note/key.h"

namespace insyn::toml {
class TableReader;
}

namespace insyn::note {

enum class Role {
  kEmployer,
  kUnion,
  kReviewer,
  kAgent,
  kDevice,
  kLink,
  kCalls,
  kWitness,
  kInsight,
  kImporter,
};

// "employer", "union", "reviewer", "agent", "device", "link", "calls", "witness", "insight", "importer".
const char* role_name(Role role);
// kCorrupt for any other name.
Result<Role> parse_role(std::string_view name);

struct PublicKeys {
  Role role = Role::kEmployer;
  std::string name;                  // of the person, organisation or workstation
  std::optional<Verifier> verifier;  // what it signs is checked with this
  std::string recipient;             // "age1…", what is sealed to it; may be empty
};

// A .pub file, or the signed note of one that a party vouches for; whose signatures it has is not looked at.
// kCorrupt, with the line, where a field is unknown, missing or malformed, or where a signed one is not
// written as public_keys_text() would. Employer, union, reviewer and agent have a signing key and a
// recipient; device, link, calls, witness and importer have a signing key; insight has a recipient.
Result<PublicKeys> parse_public_keys(std::string_view text);
// The same fields, but for the version, of another table, of which the caller has read all others.
Result<PublicKeys> read_public_keys(toml::TableReader& fields);

// The .pub file of `keys`: the same bytes for the same keys.
std::string public_keys_text(const PublicKeys& keys);

}  // namespace insyn::note
