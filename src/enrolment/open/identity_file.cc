#include "enrolment/open/identity_file.h"

#include "enrolment/key_files.h"
#include "seal/open/identity.h"

namespace insyn::enrolment {
Result<std::vector<seal::Identity>> read_identities(const Path& path) {
  TRY_ASSIGN(const KeyFile file, KeyFile::read(path));
  if (file.kind() == KeyFile::Kind::kLocked) return locked(path, ".age");
  if (file.kind() != KeyFile::Kind::kOpens) {
    return fail(Code::kDenied, "{} {} and opens nothing; give the .age file beside it", path.string(),
                file.what_it_is());
  }
  auto identities = seal::parse_identity_file(file.text());
  if (!identities) return in_context(path.string(), std::move(identities).error());
  return identities;
}

Result<std::vector<seal::Identity>> read_identities(const std::vector<Path>& paths) {
  std::vector<seal::Identity> all;
  for (const Path& path : paths) {
    TRY_ASSIGN(std::vector<seal::Identity> some, read_identities(path));
    for (seal::Identity& identity : some) all.push_back(std::move(identity));
  }
  return all;
}

}  // namespace insyn::enrolment
