// Recordings, once they are here whole: stored, and on the ledger, or neither.
#pragma once

#include "receipt/proven_entry.h"
#include "server/ingest/front.h"
#include "server/vault/vault.h"

namespace insyn::server {

class Storing {
 public:
  // All of these outlive it.
  Storing(Database& database, Vault& vault, Log& log, Certificates& certificates, const Clock& clock);

  // Whether the chunks of this recording are to come: nothing where they are. Otherwise the receipt, where it
  // is stored already; 409 (fork) where another one is stored under its id, which stands in the ledger from
  // then on; 410 where it is gone, or its time is over.
  std::optional<http::Answer> check(const Front& front);
  // Stores it with its chunks, which are in `file`, and answers with the receipt. Where the answer is an
  // error nothing of the recording is visible, and all of it may come again; or it is stored, and asking
  // again gives the receipt. 409 (busy) where somebody else stores one under its id now.
  http::Answer store(const Front& front, const Path& file);
  // 404 where it is not stored, 410 where it is gone.
  OrRefusal<std::string> receipt(const std::string& recording);
  // The proof that it was shredded. 404 where it was not.
  OrRefusal<std::string> tombstone(const std::string& recording);

  // Whether nothing of it is to come any more: it is stored, or gone.
  Result<bool> is_done(const std::string& recording);
  // Removes blobs that belong to no recording: of uploads that a crash has ended.
  Status remove_orphans();

 private:
  enum class Found { kNone, kSame, kOther, kGone };
  struct Stored {
    Found found = Found::kNone;
    std::uint64_t entry = 0;  // `received`, where it is stored
  };
  Result<Stored> find(Transaction& transaction, const Front& front) const;
  Result<bool> claim(Transaction& transaction, const Front& front) const;
  Result<bool> has_claim(Transaction& transaction, const Front& front) const;
  Status add_fork(const Front& front);
  Status insert(Transaction& transaction, const Front& front);
  OrRefusal<ProvenEntry> proven(std::uint64_t entry);
  OrRefusal<std::string> receipt_of(const std::string& recording, std::uint64_t entry,
                                    const ledger::Salt& salt);
  std::optional<http::Answer> answer_found(const Front& front, const Stored& stored);
  Result<bool> is_orphan(const std::string& recording, bool begin);

  Database& database_;
  Vault& vault_;
  Log& log_;
  Certificates& certificates_;
  const Clock& clock_;
};

}  // namespace insyn::server
