// The keys that this program was started with. They stay in its memory: no page, no answer and no file of its
// own has them.
#pragma once

#include <mutex>
#include <optional>

#include "note/public_keys.h"
#include "os/file.h"
#include "seal/keys.h"

namespace insyn::room {

struct KeyFiles {
  std::vector<Path> keys;      // .sign or .age, as many as there are
  std::vector<Path> prefixes;  // PREFIX.sign and PREFIX.age, both of which have to be there
  std::vector<Path> pins;      // the parties' .pub
};

struct Keyring {
  std::vector<note::PublicKeys> pins;      // empty: nothing that parties have signed can be verified
  std::optional<note::Signer> signer;      // nothing: nothing can be signed
  std::vector<seal::Identity> identities;  // empty: nothing can be opened

  // The pin that `signer` belongs to; null where there is none.
  const note::PublicKeys* party() const;
  bool can_verify() const { return !pins.empty(); }
  // Whether it can approve: it opens, and signs as a union.
  bool can_approve() const;
};

// kDenied, naming the file, where one is another kind of file or there are two that sign.
Result<Keyring> read_keys(const KeyFiles& files);

}  // namespace insyn::room
