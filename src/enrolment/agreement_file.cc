#include "enrolment/agreement_file.h"

#include "base/text.h"
#include "enrolment/key_files.h"

namespace insyn::enrolment {

Result<std::string> read_agreement_text(const Path& file) { return read_text(file, kLongestText); }

Result<AgreementFile> read_agreement_file(const Path& file, const std::vector<Path>& pins) {
  if (pins.size() != 2) {
    return fail(Code::kPermanent, "{} --pin given; give two: the employer's and the union's .pub file",
                pins.size());
  }
  TRY_ASSIGN(const std::string note, read_agreement_text(file));
  TRY_ASSIGN(const note::PublicKeys a, read_public_keys(pins[0]));
  TRY_ASSIGN(const note::PublicKeys b, read_public_keys(pins[1]));
  auto verified = agreement::Agreement::verify(note, a, b);
  if (!verified) return in_context(file.string(), std::move(verified).error());
  return AgreementFile{*std::move(verified), sha256(view_of(note))};
}

Result<agreement::Agreement> read_agreement(const Path& file, const std::vector<Path>& pins) {
  TRY_ASSIGN(AgreementFile read, read_agreement_file(file, pins));
  return std::move(read.agreement);
}

}  // namespace insyn::enrolment
