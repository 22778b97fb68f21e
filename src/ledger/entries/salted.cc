#include "ledger/entries/salted.h"

#include <algorithm>

namespace insyn::ledger {

Salt Salt::random() {
  Salt salt;
  const Bytes bytes = random_bytes(salt.bytes.size());
  std::copy(bytes.begin(), bytes.end(), salt.bytes.begin());
  return salt;
}

Salted salted(const Salt& salt, ByteView what) { return {Sha256().add(salt.bytes).add(what).digest()}; }

Salted salted_contents(const Salt& salt, const Digest& opening_hash, const Digest& closing_hash) {
  return {Sha256().add(salt.bytes).add(opening_hash).add(closing_hash).digest()};
}

}  // namespace insyn::ledger
