#include "enrolment/open/identity_file.h"

#include "enrolment/key_files.h"
#include "seal/open/identity.h"

namespace insyn::enrolment {
namespace {

// As age makes it, with or without armor.
bool is_encrypted(std::string_view text) {
  return text.starts_with("age-encryption.org/") ||
         text.find("BEGIN AGE ENCRYPTED FILE") != std::string_view::npos;
}

}  // namespace

Result<std::vector<seal::Identity>> read_identities(const Path& path) {
  TRY_ASSIGN(const KeyFile file, KeyFile::read(path));
  if (is_encrypted(file.text())) {
    return fail(
        Code::kDenied,
        "{} is itself encrypted (age -p): nobody asks for its passphrase here. Decrypt it where only memory "
        "is, use that and remove it:\n  age -d -o /dev/shm/key.age {}",
        path.string(), path.string());
  }
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
