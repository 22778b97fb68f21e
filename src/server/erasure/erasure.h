// Deleted rows stay in a database's own files until they are erased. Which tables have some is noted in the
// database itself, so that whichever server comes next goes on, also after a crash.
#pragma once

#include "server/database/database.h"

namespace insyn::server {

// Notes, in the transaction that deletes from `tables` or writes over something there, that it is to be
// erased.
Status note_deleted(Transaction& transaction, const std::vector<std::string>& tables);

// Makes unreadable what was deleted until now, at once for all of it. What fails is still to be done: none of
// it counts as erased. Returns at once where nothing was deleted.
Status erase(Database& database);

// erase(), where the database does it as cheaply as a transaction; elsewhere nothing.
Status erase_if_cheap(Database& database);

}  // namespace insyn::server
