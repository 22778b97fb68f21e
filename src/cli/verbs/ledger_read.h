// insyn ledger verify and show.
#pragma once

#include <optional>
#include <vector>

#include "base/clock.h"
#include "cli/console.h"
#include "os/file.h"
#include "words/ledger.h"

namespace insyn::cli {

struct LedgerVerifyOptions {
  Path folder;
  Path agreement;              // the signed agreement: it names the ledger, its key and its witnesses
  std::vector<Path> pins;      // every party's .pub
  std::optional<Path> after;   // an earlier checkpoint, from which it has to have grown
  std::optional<int> max_age;  // of the witnesses' cosignatures, in minutes
  bool json = false;
};

struct LedgerShowOptions {
  Path folder;
  words::Language language = words::Language::kEnglish;
  std::uint64_t from = 0;  // the number of the first entry
  bool json = false;
};

// Reads all of a ledger's entries, hashes them, and compares them with every tile and with the checkpoint
// that the ledger and all of its witnesses have signed. Good where each entry can be read too and follows
// from what it says it does; which do not is printed. An error where it is not the agreement's ledger, or was
// altered.
Result<Outcome> ledger_verify(const LedgerVerifyOptions& options, Utc now, Console& console);
// Prints the entries in words. Nothing is checked.
Status ledger_show(const LedgerShowOptions& options, Console& console);

}  // namespace insyn::cli
