#include "server/database/postgresql_horizon.h"

#include <algorithm>
#include <string>
#include <thread>
#include <vector>

namespace insyn::server {
namespace {

constexpr std::chrono::milliseconds kBetweenLooks(100);
constexpr int kMostLooks = 50;
// A standby says every ten seconds what is read there (wal_receiver_status_interval).
constexpr int kMostLooksForStandbys = 150;
constexpr std::size_t kMostNamed = 3;

// Each gives a kind and a name, of whatever is older than the transaction :next.
//
// A session of this database whose moment (its xmin) goes back to before, and one of any database that has
// written and so has a number (its xid): VACUUM (FULL) has a moment itself, which goes back to the oldest
// number there is. Both are seen of every user's. What has no database is a standby's.
constexpr const char* kSessions =
    "SELECT CASE WHEN datname IS NULL THEN 'standby' ELSE 'session' END, coalesce(CAST(usename AS TEXT), '') "
    "FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND greatest(CASE WHEN datname IS NULL OR datname = "
    "current_database() THEN age(backend_xmin) END, age(backend_xid)) > "
    "age(CAST(CAST(:next AS xid8) AS xid))";
// Prepared transactions have numbers too.
constexpr const char* kPrepared = "SELECT 'prepared', CAST(gid AS TEXT) FROM pg_prepared_xacts";
constexpr const char* kOlder = " WHERE age(transaction) > age(CAST(CAST(:next AS xid8) AS xid))";
// Its catalog_xmin, which a logical slot has, holds nothing but PostgreSQL's own tables.
constexpr const char* kSlots =
    "SELECT CASE WHEN active THEN 'standby' ELSE 'slot' END, CAST(slot_name AS TEXT) FROM "
    "pg_replication_slots WHERE xmin IS NOT NULL";
constexpr const char* kOlderSlots = " AND age(xmin) > age(CAST(CAST(:next AS xid8) AS xid))";
// Before version 16 the horizon could be set back for all. Nothing from 16 on.
constexpr const char* kSetting =
    "SELECT 'setting', age FROM (SELECT coalesce(current_setting('vacuum_defer_cleanup_age', true), '0') AS "
    "age) AS settings WHERE age <> '0'";

struct Holder {
  std::string kind, name;
  bool operator==(const Holder&) const = default;
};
using Holders = std::vector<Holder>;

void add(Holders& holders, const soci::rowset<soci::row>& rows) {
  for (const soci::row& row : rows) {
    Holder one{row.get<std::string>(0), row.get<std::string>(1)};
    // Whoever has made it may have named it in any way.
    std::ranges::replace_if(
        one.name, [](char c) { return c >= 0 && c < ' '; }, '?');
    if (std::ranges::find(holders, one) == holders.end()) holders.push_back(std::move(one));
  }
}

std::string described(const Holder& holder) {
  if (holder.kind == "prepared")
    return fmt::format("the prepared transaction “{}”, which COMMIT PREPARED or ROLLBACK PREPARED ends",
                       holder.name);
  if (holder.kind == "setting")
    return fmt::format("{} more transactions by its setting vacuum_defer_cleanup_age; set it to 0",
                       holder.name);
  if (holder.kind == "slot")
    return fmt::format(
        "the replication slot “{}”, which nobody uses: start its standby, or pg_drop_replication_slot() it",
        holder.name);
  if (holder.kind == "standby") return fmt::format("a standby (“{}”) on which somebody reads", holder.name);
  return fmt::format("a transaction of the user “{}”", holder.name);
}

Status described(const Holders& holders) {
  if (holders.empty()) return {};
  std::string who;
  for (std::size_t i = 0; i < std::min(holders.size(), kMostNamed); ++i)
    who += (i == 0 ? "" : "; ") + described(holders[i]);
  if (holders.size() > kMostNamed) who += fmt::format("; and {} more", holders.size() - kMostNamed);
  return fail(Code::kTransient, "deleted rows are kept for {}. They are erased once that has ended", who);
}

Holders who_sees(soci::session& session, const std::string& next) {
  Holders holders;
  for (const std::string& sql : {std::string(kSessions), std::string(kPrepared) + kOlder,
                                 std::string(kSlots) + kOlderSlots, std::string(kSetting)})
    add(holders, soci::rowset<soci::row>((session.prepare << sql, soci::use(next, "next"))));
  return holders;
}

}  // namespace

Status wait_until_unseen(soci::session& session) {
  std::string next;
  session << "SELECT CAST(pg_snapshot_xmax(pg_current_snapshot()) AS TEXT)", soci::into(next);
  for (int looks = 1;; ++looks) {
    const Holders holders = who_sees(session, next);
    const bool standbys =
        std::ranges::all_of(holders, [](const Holder& one) { return one.kind == "standby"; });
    if (holders.empty() || looks >= (standbys ? kMostLooksForStandbys : kMostLooks))
      return described(holders);
    std::this_thread::sleep_for(kBetweenLooks);
  }
}

Status check_horizon(soci::session& session) {
  Holders holders;
  for (const std::string& sql :
       {std::string(kPrepared), std::string(kSlots) + " AND NOT active", std::string(kSetting)})
    add(holders, soci::rowset<soci::row>(session.prepare << sql));
  return described(holders);
}

}  // namespace insyn::server
