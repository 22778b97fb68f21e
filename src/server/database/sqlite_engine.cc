#include "server/database/sqlite_engine.h"

#include <soci/sqlite3/soci-sqlite3.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include "os/file.h"
#include "os/lasting_folder.h"

namespace insyn::server {
namespace {

using namespace sqlite_api;  // where SOCI puts it

// Longer than any transaction of another process takes.
constexpr int kBusyMilliseconds = 30'000;
// How long erasing, for which those that write wait, waits for those that read, and for another that erases.
constexpr std::chrono::milliseconds kErasing{1000};
constexpr std::chrono::milliseconds kLookAgain{5};

Status is_private(const Path& file) {
  using std::filesystem::perms;
  std::error_code error;
  const auto status = std::filesystem::symlink_status(file, error);
  if (error || status.type() != std::filesystem::file_type::regular)
    return fail(Code::kDenied, "{} is not a regular file, which a database has to be", file.string());
  if ((status.permissions() & (perms::group_all | perms::others_all)) != perms::none)
    return fail(Code::kDenied, "{} is not its owner's alone; chmod go= {}", file.string(), file.string());
  return {};
}

sqlite3* sqlite_of(soci::session& session) {
  return static_cast<soci::sqlite3_session_backend*>(session.get_backend())->conn_;
}

Code code_of(int result) {
  switch (result & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_IOERR:
    case SQLITE_NOMEM:
      return Code::kTransient;
    case SQLITE_FULL:
      return Code::kFull;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return Code::kCorrupt;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return Code::kDenied;
    default:
      return Code::kPermanent;
  }
}

class Sqlite final : public Engine {
 public:
  explicit Sqlite(Path file) : file_(std::move(file)) {}

  Result<std::unique_ptr<soci::session>> connect() const override {
    auto session = std::make_unique<soci::session>();
    try {
      session->open(soci::sqlite3, "dbname=\"" + file_.string() + "\"");
      sqlite3_busy_timeout(sqlite_of(*session), kBusyMilliseconds);
      TRY(set_up(*session));
    } catch (const soci::soci_error& thrown) {
      const auto* named = dynamic_cast<const soci::sqlite3_soci_error*>(&thrown);
      return described(named == nullptr ? SQLITE_CANTOPEN : named->result(), "opening it").failure();
    }
    return session;
  }

  std::vector<const char*> begin(TransactionKind kind) const override {
    switch (kind) {
      case TransactionKind::kRead:
        return {"BEGIN"};
      case TransactionKind::kWrite:
        return {"PRAGMA synchronous = FULL", "BEGIN IMMEDIATE"};
      case TransactionKind::kWriteForThisBoot:
        // The log alone is not brought to the disk by this commit; it is before anything is moved from it.
        return {"PRAGMA synchronous = NORMAL", "BEGIN IMMEDIATE"};
    }
    return {};
  }
  bool has_one_writer() const override { return true; }

  // What is not in the log any more was brought to the disk before it was moved. SQLite has no lock on this
  // file that closing it would give up.
  Status sync() const override {
    Path log = file_;
    log += "-wal";
    std::error_code error;
    return std::filesystem::exists(log, error) ? sync_file(log) : Status();
  }

  Fault fault_of(const soci::soci_error& thrown, soci::session& session,
                 const std::string& what) const override {
    // SOCI's own errors have none, and it knows not all of those that come from SQLite.
    const auto* named = dynamic_cast<const soci::sqlite3_soci_error*>(&thrown);
    const int extended = sqlite3_extended_errcode(sqlite_of(session));
    const int result = extended != SQLITE_OK || named == nullptr ? extended : named->result();
    Fault fault = described(result, what).fault;
    // A frame may have reached the log although its fsync failed.
    fault.uncertain = (result & 0xff) == SQLITE_IOERR;
    return fault;
  }

  Result<Value> value_of(soci::statement& statement, const soci::row& row,
                         std::size_t column) const override {
    // SOCI guesses types from how the table was declared, which an expression was not: SQLite knows.
    sqlite3_stmt* raw_statement =
        static_cast<soci::sqlite3_statement_backend*>(statement.get_backend())->stmt_;
    const int position = static_cast<int>(column);
    switch (sqlite3_column_type(raw_statement, position)) {
      case SQLITE_INTEGER:
        return Value(std::int64_t{sqlite3_column_int64(raw_statement, position)});
      case SQLITE_TEXT: {
        const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(raw_statement, position));
        return Value(
            std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(raw_statement, position))));
      }
      default:
        return fail(Code::kCorrupt, "{}: the column {} is neither a whole number nor a text", file_.string(),
                    row.get_properties(column).get_name());
    }
  }

  Status check_erasing(soci::session& /*session*/) const override { return {}; }
  bool erases_cheaply() const override { return true; }
  Status erase_deleted(soci::session& session, const std::vector<std::string>& /*tables*/) const override {
    using std::chrono::steady_clock;
    const auto until = steady_clock::now() + kErasing;
    for (auto left = kErasing; left.count() > 0;
         left = std::chrono::duration_cast<std::chrono::milliseconds>(until - steady_clock::now())) {
      if (empties_log(session, left)) return {};
      // SQLite waits for whoever reads or writes, and not for another connection that empties the log.
      std::this_thread::sleep_for(kLookAgain);
    }
    return fail(
        Code::kTransient,
        "{}: what was deleted is still in the write-ahead log, since somebody reads from it or is erasing",
        file_.string());
  }

  Status copy_to(soci::session& session, const Path& file) const override {
    // An empty file is taken for a new database, with the rights that it has.
    TRY(write_file(file, {}, Access::kOwnerOnly, IfExists::kRefuse));
    const std::string path = std::filesystem::absolute(file).string();
    session << "VACUUM INTO :path", soci::use(path, "path");
    TRY(sync_file(file));
    return sync_folder(file.parent_path());
  }

 private:
  struct Described {
    Fault fault;
    Failure failure() const { return Failure(fault.error); }
  };
  Described described(int result, const std::string& what) const {
    Fault fault;
    fault.error = {code_of(result),
                   fmt::format("{}: {} failed: {}", file_.string(), what, sqlite3_errstr(result))};
    if ((result & 0xff) == SQLITE_FULL) fault.error.message += "; make room on its disk";
    return {fault};
  }

  static bool empties_log(soci::session& session, std::chrono::milliseconds patience) {
    int busy = 1, frames = 0, moved = 0;
    sqlite3_busy_timeout(sqlite_of(session), static_cast<int>(patience.count()));
    session << "PRAGMA wal_checkpoint(TRUNCATE)", soci::into(busy), soci::into(frames), soci::into(moved);
    sqlite3_busy_timeout(sqlite_of(session), kBusyMilliseconds);
    return busy == 0;
  }

  // Of a database that has its log already this takes no lock. Of a new one it does, and SQLite waits for no
  // other connection that does the same.
  static std::string turn_log_on(soci::session& session) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(kBusyMilliseconds);
    while (true) {
      try {
        std::string mode;
        session << "PRAGMA journal_mode = WAL", soci::into(mode);
        return mode;
      } catch (const soci::soci_error&) {
        if ((sqlite3_errcode(sqlite_of(session)) & 0xff) != SQLITE_BUSY ||
            std::chrono::steady_clock::now() > until)
          throw;
      }
      std::this_thread::sleep_for(kLookAgain);
    }
  }

  Status set_up(soci::session& session) const {
    const std::string mode = turn_log_on(session);
    if (mode != "wal")
      return fail(Code::kPermanent,
                  "{} cannot have a write-ahead log (its journal is “{}”); is it on a network file system?",
                  file_.string(), mode);
    session << "PRAGMA synchronous = FULL";
    session << "PRAGMA secure_delete = ON";
    session << "PRAGMA foreign_keys = ON";
    session << "PRAGMA trusted_schema = OFF";
    session << "PRAGMA temp_store = MEMORY";
    return {};
  }

  Path file_;
};

}  // namespace

Result<std::unique_ptr<Engine>> sqlite_engine(const Path& file) {
  const Path path = std::filesystem::absolute(file);
  if (path.string().find_first_of("\"=") != std::string::npos)
    return fail(Code::kPermanent, "{}: the path of a database may have neither “\"” nor “=”", path.string());
  std::error_code error;
  if (!std::filesystem::exists(std::filesystem::symlink_status(path, error))) {
    const Status made = write_file(path, {}, Access::kOwnerOnly, IfExists::kRefuse);
    // Another server may have been faster.
    if (!made && !std::filesystem::exists(path, error)) return Failure(made.error());
  }
  TRY(is_private(path));
  return std::unique_ptr<Engine>(std::make_unique<Sqlite>(path));
}

}  // namespace insyn::server
