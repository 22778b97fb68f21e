// What a database promises when its connection, its server or its disk fails.
#include <atomic>
#include <thread>

#include "server/schema/schema.h"
#include "storage/places.h"

namespace insyn::storage_test {
namespace {

using namespace server;
using support::PostgresServer;

class LostTest : public testing::Test {
 protected:
  std::unique_ptr<Database> open_empty() const {
    auto database = Database::open(where_, 4);
    EXPECT_TRUE(database) << (database ? "" : database.error().message);
    EXPECT_EQ(why(migrate(**database, {{1, {"CREATE TABLE things (name TEXT PRIMARY KEY)"}}})), "");
    return std::move(*database);
  }
  static Status add(Transaction& transaction, const std::string& name) {
    TRY(transaction.execute("INSERT INTO things (name) VALUES (:a)", {name}));
    return {};
  }
  static std::int64_t count(Database& database) {
    std::int64_t found = -1;
    EXPECT_EQ(why(database.read([&](Transaction& transaction) -> Status {
                TRY_ASSIGN(const auto rows, transaction.query("SELECT COUNT(*) FROM things"));
                found = number(rows.at(0)[0]);
                return {};
              })),
              "");
    return found;
  }
  static void cut_all_connections() {
    server_.sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'insyn-server'");
  }

  inline static PostgresServer& server_ = PostgresServer::shared();
  const std::string where_ = server_.new_place();
};

TEST_F(LostTest, ConnectionsThatWereCutAreMadeAnew) {
  const auto database = open_empty();
  EXPECT_EQ(count(*database), 0);
  cut_all_connections();
  EXPECT_EQ(why(database->write([](Transaction& transaction) { return add(transaction, "a"); })), "");
  cut_all_connections();
  EXPECT_EQ(count(*database), 1);
}

TEST_F(LostTest, ATransactionThatWasCutIsDoneOnceAltogether) {
  const auto database = open_empty();
  int times = 0;
  EXPECT_EQ(why(database->write([&](Transaction& transaction) -> Status {
              TRY(add(transaction, "a"));
              if (++times == 1) cut_all_connections();
              return add(transaction, "b");
            })),
            "");
  EXPECT_EQ(times, 2);
  EXPECT_EQ(count(*database), 2);
}

// Nobody can know whether it happened: doing it again might do it twice.
TEST_F(LostTest, ACommitThatWasCutIsUncertainAndNotRepeated) {
  const auto database = open_empty();
  const std::string schema =
      where_.substr(where_.find("search_path=") + 12, where_.rfind('\'') - where_.find("search_path=") - 12);
  server_.sql("CREATE FUNCTION " + schema +
              ".cut() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM "
              "pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$");
  server_.sql("CREATE CONSTRAINT TRIGGER cut AFTER INSERT ON " + schema +
              ".things DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION " + schema + ".cut()");
  int times = 0;
  const Status cut = database->write([&](Transaction& transaction) {
    ++times;
    return add(transaction, "a");
  });
  ASSERT_FALSE(cut);
  EXPECT_EQ(times, 1);
  EXPECT_EQ(cut.error().code, Code::kTransient);
  EXPECT_NE(cut.error().message.find("uncertain"), std::string::npos) << cut.error().message;
  server_.sql("DROP TRIGGER cut ON " + schema + ".things");
  EXPECT_EQ(count(*database), 0);
  EXPECT_EQ(why(database->write([](Transaction& transaction) { return add(transaction, "a"); })), "");
}

TEST_F(LostTest, WhatWasConfirmedOutlivesTheServerAndAServerThatIsStartedAgainIsUsed) {
  const auto database = open_empty();
  EXPECT_EQ(why(database->write([](Transaction& transaction) { return add(transaction, "a"); })), "");
  server_.kill();
  const Status down = database->write([](Transaction& transaction) { return add(transaction, "b"); });
  ASSERT_FALSE(down);
  EXPECT_EQ(down.error().code, Code::kTransient);
  server_.start();
  EXPECT_EQ(why(database->write([](Transaction& transaction) { return add(transaction, "c"); })), "");
  EXPECT_EQ(count(*database), 2);
}

TEST_F(LostTest, ADatabaseThatDoesNotWaitForItsDiskIsRefusedOrMadeToWait) {
  server_.sql("ALTER ROLE insyn SET synchronous_commit = off");
  const auto database = open_empty();
  EXPECT_EQ(why(database->read([](Transaction& transaction) -> Status {
              TRY_ASSIGN(const auto rows, transaction.query("SELECT current_setting('synchronous_commit')"));
              EXPECT_EQ(server::text(rows.at(0)[0]), "on");
              return {};
            })),
            "");
  server_.sql("ALTER ROLE insyn RESET synchronous_commit");
  server_.sql("ALTER SYSTEM SET fsync = off");
  server_.sql("SELECT pg_reload_conf()");
  while (server_.sql("SHOW fsync") != "off\n") std::this_thread::yield();
  const auto refused = Database::open(where_, 1);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::kDenied);
  EXPECT_NE(refused.error().message.find("fsync"), std::string::npos);
  server_.sql("ALTER SYSTEM RESET fsync");
  server_.sql("SELECT pg_reload_conf()");
  while (server_.sql("SHOW fsync") != "on\n") std::this_thread::yield();
}

TEST_F(LostTest, WhatCannotBeReachedIsSaidWithoutThePassword) {
  for (const std::string where :
       {"postgresql://user:secret-4711@127.0.0.1:1/insyn?connect_timeout=2",
        "postgresql:host=/nowhere password=secret-4711", "postgresql://user:secret-4711@[::1",
        "postgresql:secret-4711", "mysql:secret-4711", ""}) {
    const auto refused = Database::open(where, 1);
    ASSERT_FALSE(refused) << where;
    EXPECT_EQ(refused.error().message.find("4711"), std::string::npos) << refused.error().message;
  }
}

}  // namespace
}  // namespace insyn::storage_test
