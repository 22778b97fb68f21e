// insyn ask, requests, fetch and exported: what a reviewer, or the insight engine, does at a centre.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "cli/console.h"
#include "ledger/entries/code.h"
#include "os/file.h"

namespace insyn::cli {

struct AskOptions {
  std::string recording;  // its id
  std::string purpose;
  std::string because;
  int days = 7;
  ledger::Opens opens = ledger::Opens::kPictures;
  Path key;  // the reader's .sign
  Path agreement;
  std::vector<Path> pins;
  Path out;  // a folder that does not exist
};
struct RequestsOptions {
  std::string state;  // empty: all
  bool json = false;
};
struct FetchOptions {
  Path request;  // the folder that ask made
  Path agreement;
  std::vector<Path> pins;
  Path to;  // a folder that does not exist
};
struct ExportedOptions {
  Path request;
  ledger::ExportForm form = ledger::ExportForm::kVideo;
};

// Makes a request key, signs the request and hands it in. Prints the request's id. The folder has request.age
// and request.note.
Status ask(const AskOptions& options, const Clock& clock, Console& console);
// Lists one's own requests; the union lists all.
Status requests(const RequestsOptions& options, const Clock& clock, Console& console);
// Fetches what the union has peeled for the request into a folder, verified. Prints the folder.
Status fetch(const FetchOptions& options, const Clock& clock, Console& console);
// Reports that something was made of it that others can look at.
Status exported(const ExportedOptions& options, const Clock& clock, Console& console);

}  // namespace insyn::cli
