// What people want of a recording's time: an agent's discard, both parties' hold, a customer's erasure.
#pragma once

#include "server/lifetime/shredding.h"
#include "server/registry/registry.h"

namespace insyn::server {

// When a recording that began then is over under these terms: on its last day it is shredded, from this
// moment on.
Result<Utc> over_at(Utc begin, const agreement::Terms& terms);

struct Wish {
  std::uint64_t entry = 0;  // its number in the ledger
};

class Wishes {
 public:
  // All of these outlive it.
  Wishes(Database& database, Registry& registry, Log& log, const Clock& clock);

  // Shreds the recording, whether it came already or not. Succeeds where it was discarded before. kPermanent
  // where its certificate is not known; kDenied where the note is not its agent's, or of a time at which the
  // agreement does not allow it any more.
  Result<Wish> discard(const std::string& note);
  // kPermanent where the recording is not known or is gone; kDenied where a party has not signed.
  Result<Wish> hold(const std::string& note);
  // Shreds all recordings of the call: how many.
  Result<std::uint64_t> erase(const std::string& call);

 private:
  struct Known;
  Result<Known> certified(Transaction& transaction, const std::string& recording);

  Database& database_;
  Registry& registry_;
  Log& log_;
  const Clock& clock_;
};

}  // namespace insyn::server
