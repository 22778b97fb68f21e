// insyn ask, fetch and exported: what a reviewer, or the insight engine, does at a centre.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "cli/console.h"
#include "ledger/entries/code.h"
#include "os/file.h"

namespace insyn::cli {

struct AskOptions {
  std::vector<std::string> recordings;  // their ids
  std::string purpose;
  std::string because;
  int days = 7;
  ledger::Opens opens = ledger::Opens::kPictures;
  Path key;  // the reader's .sign
  Path agreement;
  std::vector<Path> pins;
  Path out;  // a folder that does not exist; of several recordings, one that has a folder for each
};
struct FetchOptions {
  Path request;  // the folder that ask made, of one recording or of several
  Path agreement;
  std::vector<Path> pins;
  Path to;  // as AskOptions::out
};
struct ExportedOptions {
  Path request;
  ledger::ExportForm form = ledger::ExportForm::kVideo;
};

// For each recording: makes a request key, signs the request and hands it in. Prints the requests' ids. A
// folder has request.age and request.note. Of several recordings, those that have a folder are not asked for
// again, and one that is refused does not keep the others: kBad then.
Result<Outcome> ask(const AskOptions& options, const Clock& clock, Console& console);
// Fetches what the union has peeled for each request into a folder, verified. Prints the folders. Of several
// requests as ask().
Result<Outcome> fetch(const FetchOptions& options, const Clock& clock, Console& console);
// Reports that something was made of it that others can look at.
Status exported(const ExportedOptions& options, const Clock& clock, Console& console);

}  // namespace insyn::cli
