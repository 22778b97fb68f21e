#include "server/database/postgresql_engine.h"

#include <soci/postgresql/soci-postgresql.h>

#include <cmath>

#include "server/database/postgresql_horizon.h"

namespace insyn::server {
namespace {

constexpr const char* kWhat = "the PostgreSQL database";
constexpr double kLargestExact = 9007199254740992.0;  // 2^53

// Added where the connection string does not say otherwise. Without them a server that has vanished is waited
// for until TCP gives up, a quarter of an hour.
struct Default {
  const char* key;
  const char* value;
};
constexpr Default kDefaults[] = {
    {"connect_timeout", "10"},     {"tcp_user_timeout", "30000"}, {"keepalives_idle", "30"},
    {"keepalives_interval", "10"}, {"keepalives_count", "3"},     {"application_name", "insyn-server"},
};

PGconn* libpq_of(soci::session& session) {
  return static_cast<soci::postgresql_session_backend*>(session.get_backend())->conn_;
}

// In the form of libpq's that every value fits into.
std::string quoted(const std::string& value) {
  std::string text = "'";
  for (const char c : value) {
    if (c == '\'' || c == '\\') text += '\\';
    text += c;
  }
  return text + "'";
}

Code code_of(const std::string& state) {
  if (state == "53100") return Code::kFull;
  if (state == "XX001" || state == "XX002") return Code::kCorrupt;
  const std::string group = state.substr(0, 2);
  if (group == "08" || group == "40" || group == "53" || group == "55" || group == "57" || group == "58")
    return Code::kTransient;
  if (group == "28" || state == "42501") return Code::kDenied;
  return Code::kPermanent;
}

class Postgresql final : public Engine {
 public:
  explicit Postgresql(std::string connection) : connection_(std::move(connection)) {}

  Result<std::unique_ptr<soci::session>> connect() const override {
    auto session = std::make_unique<soci::session>();
    try {
      session->open(soci::postgresql, connection_);
    } catch (const soci::soci_error& thrown) {
      // What libpq says names host, port, user and database, and no password.
      std::string why = thrown.get_error_message();
      why.erase(why.find_last_not_of('\n') + 1);
      return fail(Code::kTransient, "{} cannot be reached: {}", kWhat, why);
    }
    try {
      TRY(set_up(*session));
    } catch (const soci::soci_error& thrown) {
      return Failure(fault_of(thrown, *session, "setting up a connection").error);
    }
    return session;
  }

  // It can crash without its clients, who would go on with what it has forgotten: all that is written lasts.
  std::vector<const char*> begin(TransactionKind kind) const override {
    if (kind == TransactionKind::kRead) return {"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"};
    return {"BEGIN ISOLATION LEVEL SERIALIZABLE"};
  }
  bool has_one_writer() const override { return false; }
  Status sync() const override { return {}; }

  Fault fault_of(const soci::soci_error& thrown, soci::session& session,
                 const std::string& what) const override {
    const auto* named = dynamic_cast<const soci::postgresql_soci_error*>(&thrown);
    const std::string state = named == nullptr ? "     " : named->sqlstate();
    Fault fault;
    fault.lost = PQstatus(libpq_of(session)) != CONNECTION_OK;
    fault.conflict = !fault.lost && (state == "40001" || state == "40P01");
    fault.uncertain = fault.lost;
    if (fault.lost) {
      fault.error = {Code::kTransient, fmt::format("{}: the connection was lost while {}", kWhat, what)};
    } else {
      fault.error = {code_of(state), fmt::format("{}: {} failed: SQLSTATE {}", kWhat, what, state)};
    }
    return fault;
  }

  Result<Value> value_of(soci::statement& /*statement*/, const soci::row& row,
                         std::size_t column) const override {
    switch (row.get_properties(column).get_data_type()) {
      case soci::dt_string:
        return Value(row.get<std::string>(column));
      case soci::dt_integer:
        return Value(std::int64_t{row.get<int>(column)});
      case soci::dt_long_long:
        return Value(static_cast<std::int64_t>(row.get<long long>(column)));
      case soci::dt_double: {
        // The sum of whole numbers is a numeric.
        const double value = row.get<double>(column);
        if (std::abs(value) <= kLargestExact && value == std::floor(value))
          return Value(static_cast<std::int64_t>(value));
        break;
      }
      default:
        break;
    }
    return fail(Code::kCorrupt, "{}: the column {} is neither a whole number nor a text", kWhat,
                row.get_properties(column).get_name());
  }

  Status check_erasing(soci::session& session) const override {
    const Status checked = check_horizon(session);
    return checked ? checked : about(checked);
  }
  bool erases_cheaply() const override { return false; }
  Status erase_deleted(soci::session& session, const std::vector<std::string>& tables) const override {
    if (const Status unseen = wait_until_unseen(session); !unseen) return about(unseen);
    for (const std::string& table : tables) session << "VACUUM (FULL) " + table;
    // Only then are the files of before removed, and the write-ahead log written anew. Its right is not every
    // user's.
    try {
      session << "CHECKPOINT";
    } catch (const soci::postgresql_soci_error& thrown) {
      if (thrown.sqlstate() != "42501") throw;
    }
    return {};
  }

  Status copy_to(soci::session& /*session*/, const Path& /*file*/) const override {
    return fail(Code::kPermanent, "{} is copied by pg_dump", kWhat);
  }

 private:
  static Failure about(const Status& status) { return in_context(kWhat, status.error()); }

  static Status set_up(soci::session& session) {
    std::string fsync, commit;
    session << "SHOW fsync", soci::into(fsync);
    if (fsync == "off")
      return fail(Code::kDenied,
                  "{} has fsync = off: what it has confirmed is lost with the power; set fsync = on", kWhat);
    session << "SHOW synchronous_commit", soci::into(commit);
    if (commit == "off") session << "SET synchronous_commit = on";
    // Nobody reads them, and they would go to the log as they are.
    PQsetNoticeProcessor(
        libpq_of(session), [](void*, const char*) {}, nullptr);
    session << "SET lock_timeout = '30s'";
    // Statements have no texts with backslashes; should one get some, both databases read it alike.
    session << "SET standard_conforming_strings = on";
    return {};
  }

  std::string connection_;
};

}  // namespace

Result<std::unique_ptr<Engine>> postgresql_engine(const std::string& where) {
  static const std::string scheme = "postgresql:";
  const std::string given = where.starts_with(scheme + "//") ? where : where.substr(scheme.size());
  char* why = nullptr;
  PQconninfoOption* options = PQconninfoParse(given.c_str(), &why);
  if (options == nullptr) {
    PQfreemem(why);
    return fail(Code::kPermanent,
                "the connection string of the PostgreSQL database cannot be read; write it as "
                "postgresql://USER@HOST:PORT/DATABASE or postgresql:host=/run/postgresql dbname=DATABASE");
  }
  std::string connection = "client_encoding='UTF8'";
  for (const PQconninfoOption* option = options; option->keyword != nullptr; ++option) {
    const std::string key = option->keyword;
    const char* value = option->val;
    for (const Default& one : kDefaults)
      if (value == nullptr && key == one.key) value = one.value;
    if (value != nullptr && key != "client_encoding") connection += fmt::format(" {}={}", key, quoted(value));
  }
  PQconninfoFree(options);
  return std::unique_ptr<Engine>(std::make_unique<Postgresql>(std::move(connection)));
}

}  // namespace insyn::server
