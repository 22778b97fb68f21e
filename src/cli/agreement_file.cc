#include "cli/agreement_file.h"

#include "agreement/text.h"
#include "base/check.h"
#include "cli/key_files.h"

namespace insyn::cli {

Result<std::string> read_agreement_text(const Path& file) { return read_text(file, agreement::kLongestText); }

Result<agreement::Agreement> read_agreement(const Path& file, const std::vector<Path>& pins) {
  CHECK(pins.size() == 2);
  TRY_ASSIGN(const std::string note, read_agreement_text(file));
  TRY_ASSIGN(const agreement::PublicKeys a, read_public_keys(pins[0]));
  TRY_ASSIGN(const agreement::PublicKeys b, read_public_keys(pins[1]));
  auto verified = agreement::Agreement::verify(note, a, b);
  if (!verified) return in_context(file.string(), std::move(verified).error());
  return verified;
}

}  // namespace insyn::cli
