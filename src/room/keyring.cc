#include "room/keyring.h"

#include "enrolment/agreement_file.h"
#include "enrolment/key_files.h"
#include "enrolment/open/identity_file.h"

namespace insyn::room {
namespace {

Status add_signer(const Path& file, Keyring& into) {
  if (into.signer)
    return fail(Code::kDenied, "{}: one key that signs is enough; leave out the others", file.string());
  TRY_ASSIGN(note::Signer signer, enrolment::read_signer(file));
  into.signer.emplace(std::move(signer));
  return {};
}

Status add_identities(const Path& file, Keyring& into) {
  TRY_ASSIGN(std::vector<seal::Identity> read, enrolment::read_identities(file));
  for (seal::Identity& one : read) into.identities.push_back(std::move(one));
  return {};
}

Status add_key(const Path& file, Keyring& into) {
  using Kind = enrolment::KeyFile::Kind;
  Kind kind = Kind::kUnknown;
  {
    TRY_ASSIGN(const auto read, enrolment::KeyFile::read(file));
    kind = read.kind();
    if (kind != Kind::kSigns && kind != Kind::kOpens && kind != Kind::kLocked)
      return fail(Code::kDenied, "{} {}; --key takes one that signs (.sign) or opens (.age)", file.string(),
                  read.what_it_is());
  }
  return kind == Kind::kSigns ? add_signer(file, into) : add_identities(file, into);
}

}  // namespace

const note::PublicKeys* Keyring::party() const {
  if (!signer) return nullptr;
  for (const note::PublicKeys& pin : pins)
    if (pin.verifier && *pin.verifier == signer->verifier()) return &pin;
  return nullptr;
}

bool Keyring::can_approve() const {
  const note::PublicKeys* mine = party();
  return mine != nullptr && mine->role == note::Role::kUnion && !identities.empty();
}

Result<Keyring> read_keys(const KeyFiles& files) {
  Keyring keys;
  TRY_ASSIGN(keys.pins, enrolment::read_pins(files.pins));
  for (const Path& prefix : files.prefixes) {
    TRY(add_signer(enrolment::with_ending(prefix, ".sign"), keys));
    TRY(add_identities(enrolment::with_ending(prefix, ".age"), keys));
  }
  for (const Path& file : files.keys) TRY(add_key(file, keys));
  return keys;
}

}  // namespace insyn::room
