// insyn agreement sign, verify, explain and status.
#pragma once

#include <optional>
#include <vector>

#include "base/clock.h"
#include "cli/console.h"
#include "cli/outcome.h"
#include "os/file.h"
#include "words/agreement.h"

namespace insyn::cli {

struct AgreementSignOptions {
  Path file;
  Path key;                 // PREFIX.sign
  std::optional<Path> out;  // nothing: `file` itself becomes the note
};
// Adds a signature to bare terms or to a note of them. kCorrupt, with the line, where they are no terms that
// a recorder would take: what cannot be verified is not signed.
Status agreement_sign(const AgreementSignOptions& options, Console& console);

struct AgreementVerifyOptions {
  Path file;
  std::vector<Path> pins;  // the employer's and the union's .pub, in either order
  bool json = false;
};
// Good where both parties have signed terms that are valid. Whether these are in force at `now` is said, and
// makes no difference.
Result<Outcome> agreement_verify(const AgreementVerifyOptions& options, Utc now, Console& console);

struct AgreementExplainOptions {
  Path file;
  std::vector<Path> pins;  // none, or both
  words::Language language = words::Language::kEnglish;
};
Status agreement_explain(const AgreementExplainOptions& options, Console& console);

struct AgreementStatusOptions {
  Path file;
  std::vector<Path> pins;
  std::optional<Path> spool;  // where the week's recordings are counted
  bool json = false;
};
// Good where recording is allowed at `now`.
Result<Outcome> agreement_status(const AgreementStatusOptions& options, Utc now, Console& console);

}  // namespace insyn::cli
