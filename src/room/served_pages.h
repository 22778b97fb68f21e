// Whether the centre's server serves the same pages as this program: fetched from it file by file, as a
// browser does, and compared with those on this computer's disk.
#pragma once

#include "room/upstream.h"
#include "server/pages/bundle.h"

namespace insyn::room {

enum class ServedPages {
  kNotCompared,  // not yet, or the server does not answer
  kNone,         // it serves none
  kSame,
  kOther,      // others: a file differs, or one is missing
  kSaysOther,  // these, but it states the hash of others
};
// "not-compared", "none", "same", "other", "says-other".
const char* name_of(ServedPages verdict);

struct Comparison {
  ServedPages verdict = ServedPages::kNotCompared;
  std::string served;                  // the hash of its list, hexadecimal; empty where there is none
  std::string said;                    // the hash that it states (GET /v1/pages); empty where it states none
  std::optional<std::int64_t> entry;   // of the ledger, that states it too
  std::vector<std::string> differing;  // paths, at most kMostNamed
  std::string problem;                 // kNotCompared: why
};
inline constexpr std::size_t kMostNamed = 20;

Comparison compare_pages(const server::Bundle& own, Upstream& server);

}  // namespace insyn::room
