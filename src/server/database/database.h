// What a centre keeps of facts, in SQLite or PostgreSQL: transactions in which all happens or nothing.
// Nothing that must be shared by several servers is anywhere else.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "base/path.h"
#include "base/result.h"

namespace insyn::server {

// NULL, a number, or a text in UTF-8. Hashes and salts are hexadecimal text, other bytes base64, times
// milliseconds since 1970.
using Value = std::variant<std::monostate, std::int64_t, std::string>;
using Row = std::vector<Value>;

// Of a column that holds such a value; CHECKs that it does.
std::int64_t number(const Value& value);
const std::string& text(const Value& value);
bool is_null(const Value& value);

// What a column holds of a number below 2^63, and of a time.
std::int64_t column(std::uint64_t number);
std::int64_t column(Utc time);

class Transaction {
 public:
  virtual ~Transaction() = default;
  // The rows of a statement in the SQL that both databases read. Its parameters :a, :b … get `values` in the
  // order in which they first stand in it.
  virtual Result<std::vector<Row>> query(const std::string& sql, const std::vector<Value>& values = {}) = 0;
  // How many rows it has changed.
  virtual Result<std::uint64_t> execute(const std::string& sql, const std::vector<Value>& values = {}) = 0;
};

// What happens in a transaction. It may be called again where another transaction came between, so it does
// nothing besides; an error undoes all of it.
using Work = std::function<Status(Transaction&)>;

class Database {
 public:
  virtual ~Database() = default;

  // "sqlite:PATH" (made where it is not there, its owner's alone) or "postgresql:…", a connection string of
  // libpq's. At most `connections` are open at a time; whoever wants another one waits.
  static Result<std::unique_ptr<Database>> open(const std::string& where, unsigned connections);

  // Lasts when this returns without an error, as if no other transaction had come between (serializable).
  // kTransient where that could not be reached now; kUncertain is said in the message where the connection
  // was lost in the commit: then it may have happened, and it is not repeated.
  virtual Status write(const Work& work) = 0;
  // As write(), but on SQLite, where all who use the database end with the machine that has it, it waits for
  // no disk. When the power goes out it may be lost, with all that was written after it; once a later write()
  // has changed something it lasts. For what nobody relies on that outlives the machine's being up.
  virtual Status write_for_this_boot(const Work& work) = 0;
  // What was written for this boot before the call lasts when this returns without an error.
  virtual Status sync() = 0;
  // All that is read is of one moment.
  virtual Status read(const Work& work) = 0;
  // Makes what was deleted from these tables, by whichever server, unreadable in the database's own files as
  // far as this database can. docs/storage.md says what remains where. kTransient where somebody still sees
  // it, with who that is.
  virtual Status erase_deleted(const std::vector<std::string>& tables) = 0;
  // kTransient, with its name, where something keeps deleted rows that may do so for ever, until somebody
  // ends it: then nothing can be erased.
  virtual Status check_erasing() = 0;
  // Whether that costs as little as a transaction. Otherwise the tables are written anew, while nobody uses
  // them: once for many deletions.
  virtual bool erases_cheaply() const = 0;
  // The whole of it, as it is at a moment, in a new file that is its owner's alone and can be opened as
  // "sqlite:FILE". Others may go on meanwhile. kPermanent where it is not SQLite.
  virtual Status copy_to(const Path& file) = 0;
};

// What makes a schema of version n from that of version n - 1; statements that both databases read.
struct Migration {
  int version = 1;
  std::vector<std::string> statements;
};

// Brings the database to the last of `migrations`, which are 1, 2, 3 …; each is one transaction. kPermanent
// where the database is newer than that. Several servers may do so at once.
Status migrate(Database& database, const std::vector<Migration>& migrations);

}  // namespace insyn::server
