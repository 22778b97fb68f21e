// The certificates of recordings: which are taken, and that the ledger has each.
#pragma once

#include "recording/format/certificate.h"
#include "server/ingest/answers.h"
#include "server/registry/registry.h"

namespace insyn::server {

// A certificate that a device on the roster has signed, with what it is judged by.
struct Certified {
  std::string note;
  recording::Certificate certificate;
  note::Verifier device;
  std::shared_ptr<const agreement::Agreement> agreement;
  Digest roster{};
};

class Certificates {
 public:
  // All of these outlive it.
  Certificates(Database& database, Registry& registry, Log& log, const Clock& clock);

  // 403 where the agreement or the roster that it names is not registered (agreement, roster), where no
  // device on that roster has signed it (certificate), where its agent is not on it (agent), where the
  // agreement was not in force when it began (agreement), or where that is to come (clock). 422 where it is
  // no certificate.
  OrRefusal<Certified> check(const std::string& note);

  // Has it stand in the ledger: its entry. Where it stood there before, that one. A second, different one for
  // a recording, or with a running number that was used, is taken too: the union's witness sees it. 410 where
  // the recording is gone. Where a witness has given the ledger back and says which entry is the recording's,
  // it is that one.
  OrRefusal<std::uint64_t> add(const Certified& certified);

 private:
  Result<std::optional<std::uint64_t>> add_in(Transaction& transaction, const Certified& certified);
  Result<std::int64_t> kept_until(Transaction& transaction, const Certified& certified) const;
  Result<std::optional<std::uint64_t>> entry_given_back(Transaction& transaction,
                                                        const std::string& recording);
  Result<std::uint64_t> entry_for(Transaction& transaction, const Certified& certified);

  Database& database_;
  Registry& registry_;
  Log& log_;
  const Clock& clock_;
};

}  // namespace insyn::server
