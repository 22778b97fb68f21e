// What keeps rows that were deleted in PostgreSQL, beside this server's own transactions: it is named, and
// nothing counts as erased before it has ended.
#include <libpq-fe.h>

#include <fstream>
#include <thread>

#include "storage/places.h"
#include "support/until.h"

namespace insyn::storage_test {
namespace {

using namespace server;
using support::PostgresServer;
using support::until;

// A connection as a standby has one, by a slot.
class Standby {
 public:
  Standby(PostgresServer& server, const std::string& slot)
      : connection_(PQconnectdb((server.connection_of("insyn") + " replication=true").c_str())) {
    EXPECT_EQ(PQstatus(connection_), CONNECTION_OK) << PQerrorMessage(connection_);
    const std::string from = server.sql("SELECT pg_current_wal_lsn()");
    PGresult* begun =
        PQexec(connection_,
               ("START_REPLICATION SLOT " + slot + " PHYSICAL " + from.substr(0, from.find('\n'))).c_str());
    EXPECT_EQ(PQresultStatus(begun), PGRES_COPY_BOTH) << PQerrorMessage(connection_);
    PQclear(begun);
  }
  ~Standby() { PQfinish(connection_); }
  Standby(const Standby&) = delete;
  Standby& operator=(const Standby&) = delete;

  // That transactions from this one on are still seen there ("hot standby feedback").
  void sees(std::uint32_t transaction) {
    std::string message = "h" + std::string(8, '\0');
    for (const std::uint32_t word : {transaction, 0U, 0U, 0U})
      for (int shift = 24; shift >= 0; shift -= 8) message += static_cast<char>(word >> shift & 0xffU);
    EXPECT_EQ(PQputCopyData(connection_, message.data(), static_cast<int>(message.size())), 1);
    EXPECT_EQ(PQflush(connection_), 0);
  }

 private:
  PGconn* connection_;
};

class HorizonTest : public testing::Test {
 protected:
  // As in production: this user sees no statistics of others'.
  HorizonTest() {
    static const bool made = [] {
      server_.sql("CREATE ROLE centre LOGIN");
      server_.sql("CREATE ROLE other LOGIN");
      return true;
    }();
    EXPECT_TRUE(made);
    auto opened = Database::open(server_.new_place_of("centre"), 4);
    EXPECT_TRUE(opened) << (opened ? "" : opened.error().message);
    database_ = std::move(*opened);
    EXPECT_EQ(why(migrate(*database_, {{1, {"CREATE TABLE things (content TEXT)"}}})), "");
    execute("INSERT INTO things (content) VALUES ('" + marker_ + "')");
    server_.sql("CHECKPOINT");
    EXPECT_TRUE(is_there()) << "the test sees nothing";
  }
  void execute(const std::string& sql) const {
    EXPECT_EQ(why(database_->write([&](Transaction& transaction) -> Status {
                TRY(transaction.execute(sql));
                return {};
              })),
              "");
  }
  Status erase() const {
    const Status done = database_->erase_deleted({"things"});
    // Its right is the administrator's alone.
    server_.sql("CHECKPOINT");
    return done;
  }
  bool is_there() const {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(server_.data() / "base")) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      if (std::string(std::istreambuf_iterator<char>(file), {}).find(marker_) != std::string::npos)
        return true;
    }
    return false;
  }
  // It is not erased, for this reason.
  void expect_kept(const std::string& because) const {
    const Status kept = erase();
    ASSERT_FALSE(kept);
    EXPECT_EQ(kept.error().code, Code::kTransient);
    EXPECT_NE(kept.error().message.find(because), std::string::npos) << kept.error().message;
  }
  void expect_erased() const {
    EXPECT_EQ(why(erase()), "");
    EXPECT_FALSE(is_there());
  }
  static std::uint32_t oldest_seen() {
    return static_cast<std::uint32_t>(
        std::stoul(server_.sql("SELECT pg_snapshot_xmin(pg_current_snapshot())")));
  }
  void make_slot(const std::string& name) const {
    server_.sql("SELECT pg_create_physical_replication_slot('" + name + "', true)");
  }
  static void wait_for_slot(const std::string& condition) {
    until("the slot to be so", [&] {
      return server_.sql("SELECT COUNT(*) FROM pg_replication_slots WHERE " + condition) == "1\n";
    });
  }

  inline static PostgresServer& server_ = PostgresServer::shared();
  const std::string marker_ = to_hex(random_bytes(16));
  std::unique_ptr<Database> database_;
};

TEST_F(HorizonTest, ATransactionOfAnotherUsersIsSeenAndNamed) {
  const auto other = Database::open("postgresql:" + server_.connection_of("other"), 1).value();
  EXPECT_EQ(why(other->read([&](Transaction& transaction) -> Status {
              TRY(transaction.query("SELECT 1 AS one"));
              execute("DELETE FROM things");
              expect_kept("a transaction of the user “other”");
              EXPECT_EQ(why(database_->check_erasing()), "") << "it ends by itself";
              return {};
            })),
            "");
  expect_erased();
}

TEST_F(HorizonTest, APreparedTransactionKeepsWhatWasDeletedUntilItIsEnded) {
  server_.sql("BEGIN; CREATE TABLE prepared (a INTEGER); PREPARE TRANSACTION E'away\n1'");
  execute("DELETE FROM things");
  expect_kept("the prepared transaction “away?1”, which COMMIT PREPARED or ROLLBACK PREPARED ends");
  EXPECT_TRUE(is_there());
  const Status checked = database_->check_erasing();
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().code, Code::kTransient);
  EXPECT_NE(checked.error().message.find("away?1"), std::string::npos) << checked.error().message;
  server_.sql("ROLLBACK PREPARED E'away\n1'");
  EXPECT_EQ(why(database_->check_erasing()), "");
  expect_erased();
}

// The moment of whoever vacuums goes back to the oldest transaction that writes, wherever that is.
TEST_F(HorizonTest, WhoWritesInAnotherDatabaseKeepsItAndWhoReadsThereDoesNot) {
  server_.sql("CREATE DATABASE elsewhere");
  server_.sql("BEGIN; CREATE TABLE prepared (a INTEGER); PREPARE TRANSACTION 'there'", "elsewhere");
  execute("DELETE FROM things");
  expect_kept("the prepared transaction “there”");
  EXPECT_NE(why(database_->check_erasing()).find("“there”"), std::string::npos);
  server_.sql("ROLLBACK PREPARED 'there'", "elsewhere");
  {
    const auto other = Database::open("postgresql:" + server_.connection_of("other", "elsewhere"), 1).value();
    EXPECT_EQ(why(other->write([&](Transaction& transaction) -> Status {
                TRY(transaction.execute("CREATE TEMPORARY TABLE mine (a INTEGER)"));
                execute("INSERT INTO things (content) VALUES ('another')");
                execute("DELETE FROM things");
                expect_kept("a transaction of the user “other”");
                return {};
              })),
              "");
    EXPECT_EQ(why(other->read([&](Transaction& transaction) -> Status {
                TRY(transaction.query("SELECT 1 AS one"));
                expect_erased();
                return {};
              })),
              "");
  }
  server_.sql("DROP DATABASE elsewhere");
}

TEST_F(HorizonTest, ASlotOfAStandbyThatIsAwayKeepsWhatItSawLast) {
  make_slot("away");
  EXPECT_EQ(why(database_->check_erasing()), "") << "nothing is seen by it yet";
  {
    Standby standby(server_, "away");
    standby.sees(oldest_seen());
    wait_for_slot("slot_name = 'away' AND xmin IS NOT NULL");
    EXPECT_EQ(why(database_->check_erasing()), "") << "it moves on by itself";
  }
  wait_for_slot("slot_name = 'away' AND NOT active");
  execute("DELETE FROM things");
  expect_kept("the replication slot “away”, which nobody uses");
  EXPECT_TRUE(is_there());
  EXPECT_NE(why(database_->check_erasing()).find("away"), std::string::npos);
  server_.sql("SELECT pg_drop_replication_slot('away')");
  EXPECT_EQ(why(database_->check_erasing()), "");
  expect_erased();
}

// It says every ten seconds what is read there: longer than a transaction is waited for.
TEST_F(HorizonTest, AStandbyThatMovesOnIsWaitedFor) {
  make_slot("near");
  {
    Standby standby(server_, "near");
    standby.sees(oldest_seen());
    wait_for_slot("slot_name = 'near' AND xmin IS NOT NULL");
    execute("DELETE FROM things");
    std::jthread later([&] {
      std::this_thread::sleep_for(std::chrono::seconds(7));
      standby.sees(oldest_seen());
    });
    expect_erased();
  }
  wait_for_slot("slot_name = 'near' AND NOT active");
  server_.sql("SELECT pg_drop_replication_slot('near')");
}

// A logical slot keeps rows of PostgreSQL's own tables alone.
TEST_F(HorizonTest, ALogicalSlotKeepsNothingOfOurs) {
  server_.sql("SELECT pg_create_logical_replication_slot('logical', 'pgoutput')");
  wait_for_slot("slot_name = 'logical' AND catalog_xmin IS NOT NULL AND xmin IS NULL");
  execute("DELETE FROM things");
  EXPECT_EQ(why(database_->check_erasing()), "");
  expect_erased();
  server_.sql("SELECT pg_drop_replication_slot('logical')");
}

TEST_F(HorizonTest, ASettingThatDefersCleaningUpIsNamed) {
  const std::string name = "vacuum_defer_cleanup_age";
  if (server_.sql("SELECT current_setting('" + name + "', true)") == "\n")
    GTEST_SKIP() << "it is gone from 16 on";
  const auto set = [&](const std::string& change, const std::string& value) {
    server_.sql("ALTER SYSTEM " + change);
    server_.sql("SELECT pg_reload_conf()");
    until("it is set", [&] { return server_.sql("SHOW " + name) == value + "\n"; });
  };
  set("SET " + name + " = 10", "10");
  execute("DELETE FROM things");
  expect_kept("10 more transactions by its setting vacuum_defer_cleanup_age");
  EXPECT_NE(why(database_->check_erasing()).find(name), std::string::npos);
  set("RESET " + name, "0");
  EXPECT_EQ(why(database_->check_erasing()), "");
  expect_erased();
}

TEST_F(HorizonTest, OfManyThatKeepItTheFirstAreNamed) {
  for (int i = 0; i < 4; ++i)
    server_.sql(
        fmt::format("BEGIN; CREATE TABLE prepared{} (a INTEGER); PREPARE TRANSACTION 'away{}'", i, i));
  EXPECT_NE(why(database_->check_erasing()).find("; and 1 more"), std::string::npos)
      << why(database_->check_erasing());
  for (int i = 0; i < 4; ++i) server_.sql(fmt::format("ROLLBACK PREPARED 'away{}'", i));
}

}  // namespace
}  // namespace insyn::storage_test
