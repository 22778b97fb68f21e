// What differs between the databases, on connections of SOCI's.
#pragma once

#include <soci/soci.h>

#include <memory>
#include <string>

#include "server/database/database.h"

namespace insyn::server {

// What an error of a database's means. Its message names no value: what the databases say themselves does.
struct Fault {
  Error error;
  bool conflict = false;   // another transaction came between: all of it can be done again
  bool lost = false;       // the connection is gone
  bool uncertain = false;  // where it happened in a commit: the commit may have happened
};

// What a transaction is for; of those that write, how long what they have changed lasts.
enum class TransactionKind { kRead, kWrite, kWriteForThisBoot };

class Engine {
 public:
  virtual ~Engine() = default;

  virtual Result<std::unique_ptr<soci::session>> connect() const = 0;
  // The statements that begin a transaction.
  virtual std::vector<const char*> begin(TransactionKind kind) const = 0;
  // Whether transactions that write have to come one after another.
  virtual bool has_one_writer() const = 0;
  // As Database::sync().
  virtual Status sync() const = 0;
  // Of `thrown`, just now, while doing `what`.
  virtual Fault fault_of(const soci::soci_error& thrown, soci::session& session,
                         const std::string& what) const = 0;
  // Of a row that was just fetched.
  virtual Result<Value> value_of(soci::statement& statement, const soci::row& row,
                                 std::size_t column) const = 0;
  // As those of Database.
  virtual Status erase_deleted(soci::session& session, const std::vector<std::string>& tables) const = 0;
  virtual Status check_erasing(soci::session& session) const = 0;
  virtual bool erases_cheaply() const = 0;
  // As Database::copy_to().
  virtual Status copy_to(soci::session& session, const Path& file) const = 0;
};

}  // namespace insyn::server
