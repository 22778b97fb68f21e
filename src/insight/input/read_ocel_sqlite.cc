#include "insight/input/read_ocel_sqlite.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <memory>

#include "insight/input/ocel.h"
#include "insight/input/values.h"

namespace insyn::insight {
namespace {

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;

struct EndStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, EndStatement>;

constexpr std::array<std::pair<int, int>, 12> kLimits = {{{SQLITE_LIMIT_LENGTH, 1 << 20},
                                                          {SQLITE_LIMIT_SQL_LENGTH, 1 << 16},
                                                          {SQLITE_LIMIT_COLUMN, 256},
                                                          {SQLITE_LIMIT_EXPR_DEPTH, 20},
                                                          {SQLITE_LIMIT_COMPOUND_SELECT, 2},
                                                          {SQLITE_LIMIT_VDBE_OP, 25'000},
                                                          {SQLITE_LIMIT_FUNCTION_ARG, 8},
                                                          {SQLITE_LIMIT_ATTACHED, 0},
                                                          {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50},
                                                          {SQLITE_LIMIT_VARIABLE_NUMBER, 10},
                                                          {SQLITE_LIMIT_TRIGGER_DEPTH, 1},
                                                          {SQLITE_LIMIT_WORKER_THREADS, 0}}};
constexpr std::size_t kMostTypes = 1000;  // of events and of objects

// What a statement may do: read tables, and ask what columns they have.
int may(void*, int action, const char* what, const char*, const char*, const char*) {
  const bool asks_for_columns = action == SQLITE_PRAGMA && std::string_view(what) == "table_xinfo";
  return action == SQLITE_SELECT || action == SQLITE_READ || asks_for_columns ? SQLITE_OK : SQLITE_DENY;
}

Failure damaged(sqlite3* database) {
  return fail(Code::kCorrupt, "it is a damaged SQLite database, or not OCEL 2.0: {}",
              example_of(sqlite3_errmsg(database)));
}

Status harden(sqlite3* database) {
  sqlite3_extended_result_codes(database, 1);
  for (const auto& [limit, value] : kLimits) sqlite3_limit(database, limit, value);
  for (const auto& [setting, value] :
       {std::pair(SQLITE_DBCONFIG_DEFENSIVE, 1), std::pair(SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0),
        std::pair(SQLITE_DBCONFIG_ENABLE_TRIGGER, 0), std::pair(SQLITE_DBCONFIG_ENABLE_VIEW, 0),
        std::pair(SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0)}) {
    if (sqlite3_db_config(database, setting, value, nullptr) != SQLITE_OK)
      return fail(Code::kPermanent, "this SQLite cannot be made safe for a file from outside");
  }
  for (const char* pragma : {"PRAGMA query_only=1", "PRAGMA cell_size_check=1", "PRAGMA mmap_size=0",
                             "PRAGMA temp_store=2", "PRAGMA cache_size=-65536"})
    if (sqlite3_exec(database, pragma, nullptr, nullptr, nullptr) != SQLITE_OK) return damaged(database);
  sqlite3_set_authorizer(database, &may, nullptr);
  return {};
}

std::string in_quotes(std::string_view name) {
  std::string text = "\"";
  for (const char c : name) text += c == '"' ? std::string("\"\"") : std::string(1, c);
  return text + "\"";
}

class Rows {
 public:
  static Result<Rows> of(sqlite3* database, const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database, sql.c_str(), static_cast<int>(sql.size()), &statement, nullptr) !=
        SQLITE_OK)
      return damaged(database);
    return Rows(database, Statement(statement));
  }

  // False at the end.
  Result<bool> next() {
    const int result = sqlite3_step(statement_.get());
    if (result == SQLITE_ROW) return true;
    if (result == SQLITE_DONE) return false;
    return damaged(database_);
  }

  int columns() const { return sqlite3_column_count(statement_.get()); }
  std::string name(int column) const { return sqlite3_column_name(statement_.get(), column); }
  bool is_null(int column) const { return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL; }
  // Empty for NULL.
  std::string text(int column) const {
    const auto* const text = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
    if (text == nullptr) return "";
    return {text, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
  }

 private:
  Rows(sqlite3* database, Statement statement) : database_(database), statement_(std::move(statement)) {}

  sqlite3* database_;
  Statement statement_;
};

class OcelReader {
 public:
  OcelReader(sqlite3* database, LogPart& part) : database_(database), part_(part), rows_(part) {}

  Status read() {
    TRY(find_tables());
    TRY(keep_stored_ones());
    for (const char* table : {"event", "object", "event_object", "event_map_type", "object_map_type"}) {
      if (!is_table(table))
        return fail(
            Code::kCorrupt,
            "it is an SQLite database without the table “{}”, so it is not OCEL 2.0; a view is not read",
            table);
    }
    TRY(read_objects());
    TRY(read_events());
    TRY(reject_without_type("object"));
    TRY(reject_without_type("event"));
    rows_.finish();
    return {};
  }

 private:
  // Tables, and neither views nor virtual tables, whose rows a program makes.
  Status find_tables() {
    TRY_ASSIGN(Rows rows, Rows::of(database_, "SELECT name, sql FROM sqlite_schema WHERE type = 'table'"));
    while (true) {
      TRY_ASSIGN(const bool more, rows.next());
      if (!more) return {};
      const std::string sql = rows.text(1);
      constexpr std::string_view kPlain = "CREATE TABLE";
      if (sql.starts_with(kPlain) && tables_.size() < 4 * kMostTypes) tables_.push_back(rows.text(0));
    }
  }

  // Of a generated column the file says by which function its values are made.
  Status keep_stored_ones() {
    std::vector<std::string> stored;
    for (const std::string& table : tables_) {
      TRY_ASSIGN(Rows rows, Rows::of(database_, "PRAGMA table_xinfo(" + in_quotes(table) + ")"));
      bool is_stored = true;
      while (true) {
        TRY_ASSIGN(const bool more, rows.next());
        if (!more) break;
        is_stored = is_stored && rows.text(column_of(rows, "hidden")) == "0";
      }
      if (is_stored) stored.push_back(table);
    }
    tables_ = std::move(stored);
    return {};
  }

  bool is_table(std::string_view name) const {
    return std::find(tables_.begin(), tables_.end(), name) != tables_.end();
  }

  struct Type {
    std::string name;
    std::string table;
  };

  // "event" or "object".
  Result<std::vector<Type>> types_of(const std::string& what) {
    std::vector<Type> types;
    TRY_ASSIGN(Rows rows, Rows::of(database_, "SELECT ocel_type, ocel_type_map FROM " + what + "_map_type"));
    while (true) {
      TRY_ASSIGN(const bool more, rows.next());
      if (!more) return types;
      const Type type{rows.text(0), what + "_" + rows.text(1)};
      if (!is_table(type.table))
        return fail(Code::kCorrupt, "it has no table for the {} type “{}”; a view is not read", what,
                    example_of(type.name));
      if (types.size() == kMostTypes)
        return fail(Code::kCorrupt, "it has more than {} {} types", kMostTypes, what);
      types.push_back(type);
    }
  }

  // Each row is the values of an object since its time: all of them, or the one that changed.
  Status read_objects() {
    TRY_ASSIGN(const std::vector<Type> types, types_of("object"));
    std::uint64_t number = 0;
    for (const Type& type : types) {
      TRY_ASSIGN(Rows rows,
                 Rows::of(database_, "SELECT * FROM " + in_quotes(type.table) + " ORDER BY ocel_id"));
      OcelItem item;
      while (true) {
        TRY_ASSIGN(const bool more, rows.next());
        const std::string id = more ? rows.text(column_of(rows, "ocel_id")) : "";
        if (!item.id.empty() && (!more || id != item.id)) {
          rows_.object(item);
          item = {};
        }
        if (!more) break;
        if (item.id.empty()) {
          item.id = id;
          item.type = type.name;
          item.place = ++number;
        }
        add_values(rows, item);
      }
    }
    return {};
  }

  static int column_of(const Rows& rows, std::string_view name) {
    for (int column = 0; column < rows.columns(); ++column)
      if (rows.name(column) == name) return column;
    return 0;
  }

  static void add_values(const Rows& rows, OcelItem& item) {
    std::string time;
    std::string changed;
    for (int column = 0; column < rows.columns(); ++column) {
      if (rows.name(column) == "ocel_time") time = rows.text(column);
      if (rows.name(column) == "ocel_changed_field") changed = rows.text(column);
    }
    for (int column = 0; column < rows.columns(); ++column) {
      const std::string name = rows.name(column);
      if (name.starts_with("ocel_")) continue;
      if (changed.empty() ? rows.is_null(column) : name != changed) continue;
      item.add(OcelItem::Attribute{name, time, rows.text(column)});
    }
  }

  Status read_events() {
    TRY_ASSIGN(const std::vector<Type> types, types_of("event"));
    std::uint64_t number = 0;
    for (const Type& type : types) {
      TRY_ASSIGN(
          Rows rows,
          Rows::of(database_,
                   "SELECT e.*, r.ocel_object_id AS ocel_object, r.ocel_qualifier AS ocel_as FROM " +
                       in_quotes(type.table) +
                       " e LEFT JOIN event_object r ON r.ocel_event_id = e.ocel_id ORDER BY e.ocel_id"));
      OcelItem item;
      while (true) {
        TRY_ASSIGN(const bool more, rows.next());
        const std::string id = more ? rows.text(column_of(rows, "ocel_id")) : "";
        if (!item.id.empty() && (!more || id != item.id)) {
          rows_.event(std::move(item));
          item = {};
        }
        if (!more) break;
        if (item.id.empty()) begin_event(rows, id, type.name, ++number, item);
        item.add(OcelItem::Relation{rows.text(column_of(rows, "ocel_object")),
                                    rows.text(column_of(rows, "ocel_as"))});
      }
    }
    return {};
  }

  // Of a type that the map does not have, so that there is no table of its values.
  Status reject_without_type(const std::string& what) {
    TRY_ASSIGN(Rows rows, Rows::of(database_, "SELECT ocel_type FROM " + what +
                                                  " WHERE ocel_type NOT IN (SELECT ocel_type FROM " + what +
                                                  "_map_type)"));
    for (std::uint64_t number = 1;; ++number) {
      TRY_ASSIGN(const bool more, rows.next());
      if (!more) return {};
      part_.reject(Reason::kNoTable, number, Field::kEvent, rows.text(0));
    }
  }

  static void begin_event(const Rows& rows, const std::string& id, const std::string& type,
                          std::uint64_t number, OcelItem& item) {
    item.id = id;
    item.type = type;
    item.place = number;
    for (int column = 0; column < rows.columns(); ++column) {
      const std::string name = rows.name(column);
      if (name == "ocel_time") item.time = rows.text(column);
      if (!name.starts_with("ocel_")) item.add(OcelItem::Attribute{name, "", rows.text(column)});
    }
  }

  sqlite3* database_;
  LogPart& part_;
  OcelRows rows_;
  std::vector<std::string> tables_;
};

// What SQLite reads in "file:" addresses: all other characters are written as %XX.
std::string address_of(const Path& file) {
  std::string address = "file:";
  for (const char c : std::filesystem::absolute(file).string()) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '/' || c == '.' || c == '-' || c == '_';
    address += plain ? std::string(1, c)
                     : fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
  }
  return address + "?mode=ro&immutable=1";
}

// What a program has not yet written into the file itself would be left out without a word.
Status refuse_unfinished(const Path& link) {
  std::error_code missing;
  // It lies beside the file itself, whatever link leads there.
  Path file = std::filesystem::canonical(link, missing);
  if (missing) file = link;
  for (const char* ending : {"-wal", "-journal"}) {
    const Path beside = file.string() + ending;
    if (std::filesystem::file_size(beside, missing) > 0 && !missing)
      return fail(
          Code::kTransient,
          "a program has not finished writing it: {} lies beside it. Close that program, or save a copy with "
          "VACUUM INTO",
          beside.filename().string());
  }
  return {};
}

}  // namespace

Status read_ocel_sqlite(const Path& file, LogPart& part, Progress& progress) {
  TRY(refuse_unfinished(file));
  sqlite3* opened = nullptr;
  const int result =
      sqlite3_open_v2(address_of(file).c_str(), &opened,
                      SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_PRIVATECACHE, nullptr);
  const Database database(opened);
  if (result != SQLITE_OK || !database) return fail(Code::kPermanent, "it cannot be opened");
  TRY(harden(database.get()));
  TRY(OcelReader(database.get(), part).read());
  std::error_code ignored;
  const std::uint64_t size = std::filesystem::file_size(file, ignored);
  if (!ignored) progress.advance(size);
  return {};
}

Status read_ocel_sqlite_bytes(ByteView bytes, LogPart& part) {
  Bytes copy(bytes.begin(), bytes.end());  // outlives the database, which does not write to it
  sqlite3* opened = nullptr;
  const int result =
      sqlite3_open_v2(":memory:", &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, nullptr);
  const Database database(opened);
  if (result != SQLITE_OK || !database) return fail(Code::kTransient, "no memory for a database");
  if (sqlite3_deserialize(database.get(), "main", copy.data(), static_cast<sqlite3_int64>(copy.size()),
                          static_cast<sqlite3_int64>(copy.size()), SQLITE_DESERIALIZE_READONLY) != SQLITE_OK)
    return damaged(database.get());
  TRY(harden(database.get()));
  return OcelReader(database.get(), part).read();
}

}  // namespace insyn::insight
