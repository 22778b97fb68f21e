// How an entry of the ledger names what must not be told for ever: by a hash with a salt of that entry's own.
// Whoever is given the salt can check the name; once all copies of the salt are shredded, the hash says
// nothing.
#pragma once

#include "base/sha256.h"

namespace insyn::ledger {

// 32 random bytes, of one entry.
struct Salt {
  Digest bytes{};
  static Salt random();
  bool operator==(const Salt&) const = default;
};

// SHA-256(salt ‖ what).
struct Salted {
  Digest hash{};
  bool operator==(const Salted&) const = default;
};

// `what` is the bytes of a file, or a name in UTF-8: a recording's id, a recipient "age1…".
Salted salted(const Salt& salt, ByteView what);
// Of the notes by which a recording is known: SHA-256(salt ‖ SHA-256(opening.note) ‖ SHA-256(closing.note, or
// of one that was never closed chunks.journal)).
Salted salted_contents(const Salt& salt, const Digest& opening_hash, const Digest& closing_hash);

}  // namespace insyn::ledger
