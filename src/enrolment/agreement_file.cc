#include "enrolment/agreement_file.h"

#include "base/text.h"
#include "enrolment/key_files.h"

namespace insyn::enrolment {

Result<std::string> read_agreement_text(const Path& file) { return read_text(file, kLongestText); }

Result<agreement::Agreement> read_agreement(const Path& file, const std::vector<Path>& pins,
                                            FilesRead* seen) {
  FilesRead unused;
  FilesRead& files = seen != nullptr ? *seen : unused;
  if (pins.size() != 2) {
    return fail(Code::kPermanent, "{} --pin given; give two: the employer's and the union's .pub file",
                pins.size());
  }
  TRY_ASSIGN(const Bytes note, files.read_file(file, kLongestText));
  TRY_ASSIGN(const note::PublicKeys a, read_public_keys(pins[0], &files));
  TRY_ASSIGN(const note::PublicKeys b, read_public_keys(pins[1], &files));
  auto verified = agreement::Agreement::verify(std::string(text_of(note)), a, b);
  if (!verified) return in_context(file.string(), std::move(verified).error());
  return verified;
}

}  // namespace insyn::enrolment
