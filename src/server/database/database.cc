#include "server/database/database.h"

#include <thread>

#include "base/check.h"

namespace insyn::server {
namespace {

// Servers that start at once and make the same tables.
constexpr int kTries = 8;
constexpr std::chrono::milliseconds kPause(50);

Result<std::int64_t> version_of(Transaction& transaction) {
  TRY(transaction.execute(
      "CREATE TABLE IF NOT EXISTS schema_version (one INTEGER PRIMARY KEY, version BIGINT "
      "NOT NULL)"));
  TRY_ASSIGN(const auto rows, transaction.query("SELECT version FROM schema_version WHERE one = 1"));
  return rows.empty() ? 0 : number(rows[0][0]);
}

Status write_version(Transaction& transaction, std::int64_t version) {
  TRY(
      transaction.execute("INSERT INTO schema_version (one, version) VALUES (1, :version) "
                          "ON CONFLICT (one) DO UPDATE SET version = excluded.version",
                          {version}));
  return {};
}

enum class Step { kMade, kNothingToDo, kNewer };

Result<Step> migrate_within(Transaction& transaction, const std::vector<Migration>& migrations) {
  TRY_ASSIGN(const std::int64_t version, version_of(transaction));
  const auto newest = static_cast<std::int64_t>(migrations.size());
  if (version >= newest) return version == newest ? Step::kNothingToDo : Step::kNewer;
  const Migration& next = migrations[static_cast<std::size_t>(version)];
  for (const std::string& statement : next.statements) TRY(transaction.execute(statement));
  TRY(write_version(transaction, next.version));
  return Step::kMade;
}

Result<Step> migrate_once(Database& database, const std::vector<Migration>& migrations) {
  Result<Step> step = Step::kNothingToDo;
  const Status written = database.write([&](Transaction& transaction) -> Status {
    step = migrate_within(transaction, migrations);
    return step ? Status{} : Failure(step.error());
  });
  if (!written) return Failure(written.error());
  return step;
}

}  // namespace

std::int64_t number(const Value& value) {
  CHECK(std::holds_alternative<std::int64_t>(value));
  return std::get<std::int64_t>(value);
}

const std::string& text(const Value& value) {
  CHECK(std::holds_alternative<std::string>(value));
  return std::get<std::string>(value);
}

bool is_null(const Value& value) { return std::holds_alternative<std::monostate>(value); }

std::int64_t column(std::uint64_t number) { return static_cast<std::int64_t>(number); }
std::int64_t column(Utc time) { return std::int64_t{time.time_since_epoch().count()}; }

Status migrate(Database& database, const std::vector<Migration>& migrations) {
  for (std::size_t i = 0; i < migrations.size(); ++i) CHECK(migrations[i].version == static_cast<int>(i) + 1);
  // Where another server makes the same table, one of both fails, and then finds it made.
  for (int failures = 0; failures < kTries;) {
    const auto step = migrate_once(database, migrations);
    if (step && *step == Step::kNothingToDo) return {};
    if (step && *step == Step::kNewer)
      return fail(Code::kPermanent,
                  "the database was made by a newer insyn-server than this one, which knows its version {}; "
                  "install that one",
                  migrations.size());
    if (step) continue;
    if (++failures == kTries) return Failure(step.error());
    std::this_thread::sleep_for(kPause);
  }
  return {};
}

}  // namespace insyn::server
