// Recordings of version 0, which are listed, and can be discarded by their agent. Nothing else reads them.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "base/sha256.h"
#include "note/key.h"

namespace insyn::recording {

// What their opening note, which was signed by the device, said of interest here.
struct Version0 {
  std::string id;
  std::string workstation;
  std::string call;
  std::string agent;  // "age1…"; empty where agents were not told apart
  std::vector<std::string> applications;
  Utc start{};
  Digest agreement_hash{};
};

// Whether this is the text of an opening note of version 0.
bool is_version_0(std::string_view opening_text);
// kCorrupt where it is not.
Result<Version0> parse_version_0(std::string_view opening_text);

}  // namespace insyn::recording
