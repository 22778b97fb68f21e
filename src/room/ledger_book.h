// The centre's ledger as this program has read and proven it: all entries up to a checkpoint that the
// witnesses of an agreement have cosigned.
#pragma once

#include <functional>
#include <memory>
#include <mutex>

#include "centre/http_ledger.h"
#include "words/language.h"

namespace insyn::room {

struct ReadLedger {
  centre::LedgerRead read;
  std::vector<std::string> entries;             // their texts
  std::map<std::uint64_t, std::string> faults;  // of those that may not stand where they do: the fault's code
};

Result<std::shared_ptr<const ReadLedger>> read_whole_ledger(centre::Client& client,
                                                            const agreement::Agreement& agreement,
                                                            const Path& state, Utc now);

// What of a ledger is wanted: the newest first.
struct Wanted {
  std::uint64_t before = UINT64_MAX;  // entries with a smaller number
  std::size_t most = 50;
  std::vector<std::string> kinds = {};  // empty: all
  std::string search = {};              // words, each of which stands in the entry's sentence; or its number
  words::Language language = words::Language::kSwedish;
};
// A line of JSON: how the ledger stands, the entries as typed values, and `next`, where there are more.
std::string entries_json(const ReadLedger& ledger, const Wanted& wanted);

}  // namespace insyn::room
