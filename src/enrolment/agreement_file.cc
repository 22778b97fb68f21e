#include "enrolment/agreement_file.h"

#include "base/text.h"
#include "enrolment/key_files.h"

namespace insyn::enrolment {

Result<std::string> read_agreement_text(const Path& file) { return read_text(file, kLongestText); }

Result<std::vector<note::PublicKeys>> read_pins(const std::vector<Path>& pins, FilesRead* seen) {
  std::vector<note::PublicKeys> keys;
  for (const Path& pin : pins) {
    TRY_ASSIGN(note::PublicKeys one, read_public_keys(pin, seen));
    keys.push_back(std::move(one));
  }
  return keys;
}

Result<agreement::Agreement> read_agreement(const Path& file, const std::vector<Path>& pins,
                                            FilesRead* seen) {
  FilesRead unused;
  FilesRead& files = seen != nullptr ? *seen : unused;
  if (pins.size() < 2) {
    return fail(Code::kPermanent, "{} --pin given; give the employer's .pub file and each union's",
                pins.size());
  }
  TRY_ASSIGN(const Bytes note, files.read_file(file, kLongestText));
  TRY_ASSIGN(const std::vector<note::PublicKeys> keys, read_pins(pins, &files));
  auto verified = agreement::Agreement::verify(text_of(note), keys);
  if (!verified) return in_context(file.string(), std::move(verified).error());
  return verified;
}

}  // namespace insyn::enrolment
