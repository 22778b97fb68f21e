// Shredding: the keys of a recording first, in the same transaction as the entry that says so, then its
// chunks. What is left is a tombstone, by which nothing of that id is taken again.
#pragma once

#include "server/log/log.h"
#include "server/vault/blob_name.h"

namespace insyn::server {

// Whether it was shredded, whenever that was.
Result<bool> is_gone(Transaction& transaction, const std::string& recording);

// In the caller's transaction: the keys and notes of the recording, what was asked about it and whatever is
// being stored of it, are gone; an entry and a tombstone stand for it. Its salts and certificate stay for
// forget(). Where it is gone already nothing happens. Whether it was there to be shredded.
Result<bool> shred(Transaction& transaction, Log& log, const std::string& recording,
                   ledger::ShreddedBecause because, Utc now);

// The same without an entry: of one that the ledger has already, with number `entry`.
Status bury(Transaction& transaction, const std::string& recording, ledger::ShreddedBecause because, Utc at,
            std::uint64_t entry);

// For how long lists tell that a recording is gone, instead of losing it without a word.
inline constexpr std::chrono::days kGoneListedFor{90};

// For how long witnesses are shown what they have to see of a recording that was shredded.
inline constexpr std::chrono::hours kShownFor{24};

// What follows a shredding, by whichever server. Each may be done again at any time.
class Shredder {
 public:
  // All of these outlive it.
  Shredder(Database& database, Vault& vault, Log& log, const Clock& clock);

  // Shreds what the ledger says was shredded and a restored database still has, before anything is served.
  Status apply_ledger();
  // Shreds what is kept no longer. How many recordings that were.
  Result<std::uint64_t> shred_what_is_over();
  // Deletes the keys that the union has peeled for requests whose access is over: what the server has left
  // opens nothing for them any more; and erases them, where the database does so cheaply. How many that were.
  Result<std::uint64_t> end_access();
  // Removes the chunks and the audio of what was shredded; before that it erases, as above.
  Status remove_chunks();
  // Deletes salts and certificates of what was shredded kShownFor ago, and what lists tell of it
  // kGoneListedFor later; and erases, as above.
  Status forget();

 private:
  Database& database_;
  Vault& vault_;
  Log& log_;
  const Clock& clock_;
};

}  // namespace insyn::server
