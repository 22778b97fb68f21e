// What has changed of the recordings at a centre since somebody looked last, out of the database. All that
// comes or goes has an entry in the ledger, whose numbers grow, so that only new ones are read.
#pragma once

#include "server/access/desk.h"
#include "server/access/list_filter.h"

namespace insyn::server {

// Of one recording, as far as lists tell of it or fold it.
struct CatalogueRow {
  std::string id;
  std::string agreement;  // its hash
  std::string agent;      // empty of one that is gone
  std::string kind, queue;
  std::vector<std::string> applications;
  std::string level;  // empty of one that is gone or has not come: it is the agreement's
  std::int32_t day = 0;
  int minutes = -1, withheld = -1;  // rounded; -1 where nobody knows
  ListedState state = ListedState::kSealed;
  std::int64_t until = 0;  // of one that is gone: until when lists have it
};

// What the column `applications` of a recording says.
std::vector<std::string> application_names(std::string_view column);

// How far it was read.
struct ReadUpTo {
  std::int64_t entry = -1;
  std::string id;
};

// At most this many are read at once; with fewer there are no more.
inline constexpr std::size_t kRowsAtOnce = 10'000;

// Stored ones.
Result<std::vector<CatalogueRow>> read_stored(Transaction& transaction, ReadUpTo& from);
// Those that are gone and that lists tell of.
Result<std::vector<CatalogueRow>> read_gone(Transaction& transaction, ReadUpTo& from);
// Those that were begun and have neither come nor gone, each without its day and level. `more`: whether there
// are others.
struct Begun {
  CatalogueRow row;
  Utc began{};
};
Result<std::vector<Begun>> read_begun(Transaction& transaction, ReadUpTo& from, bool& more);

}  // namespace insyn::server
