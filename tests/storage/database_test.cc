// Facts, stored: the same on SQLite and PostgreSQL.
#include <sys/stat.h>

#include <atomic>
#include <thread>

#include "server/schema/schema.h"
#include "storage/places.h"

namespace insyn::storage_test {
namespace {

using namespace server;

class DatabaseTest : public OnEachDatabase {
 protected:
  // A table of counters.
  std::unique_ptr<Database> with_counters(unsigned connections = 4) const {
    auto database = open(connections);
    EXPECT_EQ(why(migrate(*database, {counters()})), "");
    return database;
  }
  static Migration counters() {
    return {1, {"CREATE TABLE counters (name TEXT PRIMARY KEY, value BIGINT, note TEXT)"}};
  }
  static Status put(Transaction& transaction, const std::string& name, const Value& value,
                    const Value& note = {}) {
    TRY(transaction.execute("INSERT INTO counters (name, value, note) VALUES (:a, :b, :c)",
                            {name, value, note}));
    return {};
  }
  static std::vector<Row> all(Database& database) {
    std::vector<Row> rows;
    EXPECT_EQ(why(database.read([&](Transaction& transaction) -> Status {
                TRY_ASSIGN(rows, transaction.query("SELECT name, value, note FROM counters ORDER BY name"));
                return {};
              })),
              "");
    return rows;
  }
};
INSYN_ON_EACH_DATABASE(DatabaseTest);

TEST_P(DatabaseTest, ValuesComeBackAsTheyWere) {
  const auto database = with_counters();
  const std::string text = "å“'\"\\:a\n%s;--" + std::string(100'000, 'x');
  EXPECT_EQ(why(database->write([&](Transaction& transaction) -> Status {
              TRY(put(transaction, "a", std::int64_t{-1} << 62, text));
              TRY(put(transaction, "b", std::numeric_limits<std::int64_t>::max(), ""));
              return put(transaction, "c", {}, {});
            })),
            "");
  const auto rows = all(*database);
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(number(rows[0][1]), std::int64_t{-1} << 62);
  EXPECT_EQ(server::text(rows[0][2]), text);
  EXPECT_EQ(number(rows[1][1]), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(server::text(rows[1][2]), "");
  EXPECT_TRUE(is_null(rows[2][1]) && is_null(rows[2][2]));
}

TEST_P(DatabaseTest, ExpressionsHaveTheirTypes) {
  const auto database = with_counters();
  EXPECT_EQ(
      why(database->write([&](Transaction& transaction) -> Status {
        TRY(put(transaction, "a", std::int64_t{1} << 40));
        TRY(put(transaction, "b", std::int64_t{1} << 41));
        TRY_ASSIGN(
            const auto rows,
            transaction.query("SELECT COUNT(*), SUM(value), MAX(value) + 1, MIN(name), COALESCE(MAX(note), "
                              "'none') FROM counters WHERE name <> :a AND (value > :b OR name = :a)",
                              {"z", 5}));
        EXPECT_EQ(number(rows.at(0)[0]), 2);
        EXPECT_EQ(number(rows[0][1]), (std::int64_t{1} << 40) + (std::int64_t{1} << 41));
        EXPECT_EQ(number(rows[0][2]), (std::int64_t{1} << 41) + 1);
        EXPECT_EQ(server::text(rows[0][3]), "a");
        EXPECT_EQ(server::text(rows[0][4]), "none");
        TRY_ASSIGN(const auto returned,
                   transaction.query("UPDATE counters SET value = value + :a WHERE name = :b RETURNING value",
                                     {1, "a"}));
        EXPECT_EQ(number(returned.at(0)[0]), (std::int64_t{1} << 40) + 1);
        TRY_ASSIGN(const auto nothing, transaction.query("SELECT name FROM counters WHERE name = :a", {"q"}));
        EXPECT_TRUE(nothing.empty());
        return {};
      })),
      "");
}

TEST_P(DatabaseTest, ChangesAreCounted) {
  const auto database = with_counters();
  EXPECT_EQ(why(database->write([&](Transaction& transaction) -> Status {
              TRY(put(transaction, "a", 1));
              TRY(put(transaction, "b", 1));
              TRY_ASSIGN(const auto twice,
                         transaction.execute("INSERT INTO counters (name, value) VALUES (:a, 7) ON CONFLICT "
                                             "(name) DO NOTHING",
                                             {"a"}));
              EXPECT_EQ(twice, 0U);
              TRY_ASSIGN(const auto both, transaction.execute("UPDATE counters SET value = 2"));
              EXPECT_EQ(both, 2U);
              TRY_ASSIGN(const auto none, transaction.execute("DELETE FROM counters WHERE name = :a", {"c"}));
              EXPECT_EQ(none, 0U);
              return {};
            })),
            "");
}

TEST_P(DatabaseTest, WhatIsWrittenForThisBootIsThereForEverybodyAndUndoneByAnError) {
  const auto database = with_counters(), other = open();
  EXPECT_EQ(
      why(database->write_for_this_boot([](Transaction& transaction) { return put(transaction, "a", 1); })),
      "");
  EXPECT_EQ(all(*other).size(), 1U);
  EXPECT_FALSE(database->write_for_this_boot([](Transaction& transaction) -> Status {
    TRY(put(transaction, "b", 1));
    return fail(Code::kDenied, "not today");
  }));
  EXPECT_EQ(all(*other).size(), 1U);
  // Beside others, which it shares commits with.
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      const Work work = [](Transaction& transaction) -> Status {
        TRY(transaction.execute("UPDATE counters SET value = value + 1"));
        return {};
      };
      for (int n = 0; n < 10; ++n)
        EXPECT_EQ(why(i % 2 == 0 ? database->write(work) : other->write_for_this_boot(work)), "");
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(number(all(*database).at(0)[1]), 81);
}

TEST_P(DatabaseTest, AnErrorUndoesAll) {
  const auto database = with_counters(1);
  const Status failed = database->write([&](Transaction& transaction) -> Status {
    TRY(put(transaction, "a", 1));
    return fail(Code::kDenied, "not today");
  });
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, Code::kDenied);
  EXPECT_EQ(failed.error().message, "not today");
  EXPECT_THROW((void)database->write([&](Transaction& transaction) -> Status {
    TRY(put(transaction, "b", 1));
    throw std::runtime_error("thrown");
  }),
               std::runtime_error);
  EXPECT_TRUE(all(*database).empty());
}

TEST_P(DatabaseTest, AStatementThatFailsFailsItsTransactionAndNamesNoValue) {
  const auto database = with_counters();
  EXPECT_EQ(
      why(database->write([&](Transaction& transaction) { return put(transaction, "secret-4711", 1); })), "");
  const Status failed = database->write([&](Transaction& transaction) -> Status {
    EXPECT_TRUE(put(transaction, "b", 1));
    EXPECT_FALSE(put(transaction, "secret-4711", 2));
    EXPECT_FALSE(put(transaction, "c", 3));
    return {};
  });
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, Code::kPermanent);
  EXPECT_EQ(failed.error().message.find("4711"), std::string::npos) << failed.error().message;
  EXPECT_NE(failed.error().message.find("INSERT INTO counters"), std::string::npos) << failed.error().message;
  EXPECT_EQ(all(*database).size(), 1U);
}

TEST_P(DatabaseTest, TextsThatNotBothCanStoreAreRefused) {
  const auto database = with_counters();
  for (const std::string& text : {std::string("a\0b", 3), std::string("\xff")}) {
    const Status failed =
        database->write([&](Transaction& transaction) { return put(transaction, "a", 1, text); });
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, Code::kCorrupt);
  }
}

// Each reads, and writes what follows from it: without an order between them some would be lost.
TEST_P(DatabaseTest, ManyAtOnceAreAsOneAfterAnother) {
  const auto database = with_counters(8);
  const auto other = open(8);
  EXPECT_EQ(why(database->write([&](Transaction& transaction) { return put(transaction, "a", 0); })), "");
  constexpr int kThreads = 8, kEach = 15;
  std::vector<std::thread> threads;
  std::atomic<int> failed = 0;
  for (int i = 0; i < kThreads; ++i)
    threads.emplace_back([&, i] {
      for (int n = 0; n < kEach; ++n) {
        const Status done = (i % 2 == 0 ? *database : *other).write([](Transaction& transaction) -> Status {
          TRY_ASSIGN(const auto rows, transaction.query("SELECT value FROM counters WHERE name = 'a'"));
          TRY(transaction.execute("UPDATE counters SET value = :a WHERE name = 'a'",
                                  {number(rows.at(0)[0]) + 1}));
          return {};
        });
        if (!done) ++failed;
      }
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(number(all(*database).at(0)[1]) + failed, kThreads * kEach);
  EXPECT_EQ(failed, 0);
}

// Also where several are made to last by one commit.
TEST_P(DatabaseTest, WhatOfManyFailsUndoesItsOwnAlone) {
  const auto database = with_counters(8);
  EXPECT_EQ(why(database->write([&](Transaction& transaction) { return put(transaction, "there", 0); })), "");
  constexpr int kThreads = 8, kEach = 24;
  std::vector<std::thread> threads;
  std::atomic<int> wrong = 0;
  for (int i = 0; i < kThreads; ++i)
    threads.emplace_back([&, i] {
      for (int n = 0; n < kEach; ++n) {
        bool thrown = false;
        Status done;
        try {
          done = database->write([&](Transaction& transaction) -> Status {
            TRY(put(transaction, fmt::format("{}-{}", i, n), n % 4));
            if (n % 4 == 1) return fail(Code::kDenied, "{}-{}", i, n);
            if (n % 4 == 2) throw std::runtime_error("thrown");
            if (n % 4 == 3) (void)put(transaction, "there", 0);
            return {};
          });
        } catch (const std::runtime_error&) {
          thrown = true;
        }
        const bool as_it_should = n % 4 == 0   ? done.has_value()
                                  : n % 4 == 1 ? !done && done.error().message == fmt::format("{}-{}", i, n)
                                  : n % 4 == 2 ? thrown
                                               : !done && done.error().code == Code::kPermanent;
        if (!as_it_should || thrown != (n % 4 == 2)) ++wrong;
      }
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
  const auto rows = all(*database);
  EXPECT_EQ(rows.size(), 1U + kThreads * kEach / 4);
  for (const Row& row : rows) EXPECT_EQ(number(row[1]), 0) << text(row[0]);
}

// Serializable, not only a snapshot each: both see the other's row missing and add their own.
TEST_P(DatabaseTest, WhatOneHasReadIsNotChangedByAnother) {
  const auto database = with_counters(2);
  std::atomic<int> read = 0;
  const auto add = [&](const std::string& name) {
    (void)database->write([&](Transaction& transaction) -> Status {
      TRY_ASSIGN(const auto rows, transaction.query("SELECT COUNT(*) FROM counters"));
      if (GetParam() == "postgresql" && ++read <= 2)
        while (read < 2) std::this_thread::yield();
      return number(rows.at(0)[0]) == 0 ? put(transaction, name, 1) : Status{};
    });
  };
  std::thread one([&] { add("a"); }), two([&] { add("b"); });
  one.join();
  two.join();
  EXPECT_EQ(all(*database).size(), 1U);
}

TEST_P(DatabaseTest, AllThatIsReadIsOfOneMoment) {
  const auto database = with_counters();
  EXPECT_EQ(why(database->read([&](Transaction& reading) -> Status {
              TRY_ASSIGN(const auto before, reading.query("SELECT COUNT(*) FROM counters"));
              std::thread([&] {
                EXPECT_EQ(
                    why(database->write([&](Transaction& transaction) { return put(transaction, "a", 1); })),
                    "");
              }).join();
              TRY_ASSIGN(const auto after, reading.query("SELECT COUNT(*) FROM counters"));
              EXPECT_EQ(number(before.at(0)[0]), number(after.at(0)[0]));
              return {};
            })),
            "");
  EXPECT_EQ(all(*database).size(), 1U);
}

TEST_P(DatabaseTest, NoMoreConnectionsThanSaid) {
  const auto database = with_counters(2);
  std::atomic<int> within = 0, most = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 6; ++i)
    threads.emplace_back([&] {
      (void)database->read([&](Transaction& transaction) -> Status {
        const int now = ++within;
        for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {
        }
        TRY(transaction.query("SELECT COUNT(*) FROM counters"));
        --within;
        return {};
      });
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_LE(most, 2);
}

TEST_P(DatabaseTest, ATransactionInATransactionIsABug) {
  const auto database = with_counters();
  EXPECT_DEATH((void)database->write(
                   [&](Transaction&) { return database->read([](Transaction&) { return Status{}; }); }),
               "");
}

class SchemaTest : public OnEachDatabase {};
INSYN_ON_EACH_DATABASE(SchemaTest);

TEST_P(SchemaTest, AnEmptyDatabaseGetsEveryTableAndASecondTimeNothingChanges) {
  const auto database = open();
  EXPECT_EQ(why(migrate(*database, schema())), "");
  EXPECT_EQ(why(migrate(*database, schema())), "");
  EXPECT_EQ(why(database->read([](Transaction& transaction) -> Status {
              for (const char* table : {"ledger_entries", "key_files", "requests", "tombstones"})
                TRY(transaction.query(std::string("SELECT COUNT(*) FROM ") + table));
              TRY_ASSIGN(const auto rows, transaction.query("SELECT version FROM schema_version"));
              EXPECT_EQ(rows.size(), 1U);
              EXPECT_EQ(number(rows.at(0)[0]), static_cast<std::int64_t>(schema().size()));
              return {};
            })),
            "");
}

TEST_P(SchemaTest, SeveralServersMigrateAtOnce) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      const auto opened = Database::open(where, 1);
      EXPECT_EQ(opened ? why(migrate(**opened, schema())) : opened.error().message, "");
    });
  for (std::thread& thread : threads) thread.join();
}

TEST_P(SchemaTest, MigrationsFollowOneAnotherAndANewerDatabaseIsRefused) {
  const auto database = open();
  const Migration one{
      1, {"CREATE TABLE things (name TEXT PRIMARY KEY)", "INSERT INTO things (name) VALUES ('a')"}};
  const Migration two{2, {"ALTER TABLE things ADD COLUMN size BIGINT"}};
  EXPECT_EQ(why(migrate(*database, {one})), "");
  EXPECT_EQ(why(migrate(*database, {one, two})), "");
  const Status older = migrate(*database, {one});
  ASSERT_FALSE(older);
  EXPECT_EQ(older.error().code, Code::kPermanent);
  EXPECT_NE(older.error().message.find("newer insyn-server"), std::string::npos) << older.error().message;
}

TEST_P(SchemaTest, AMigrationThatFailsLeavesTheVersionBefore) {
  const auto database = open();
  const Migration one{1, {"CREATE TABLE things (name TEXT PRIMARY KEY)"}};
  const Migration wrong{2, {"CREATE TABLE more (name TEXT PRIMARY KEY)", "CREATE NONSENSE"}};
  EXPECT_FALSE(migrate(*database, {one, wrong}));
  EXPECT_EQ(why(migrate(*database, {one})), "");
  EXPECT_FALSE(database->read([](Transaction& transaction) -> Status {
    TRY(transaction.query("SELECT * FROM more"));
    return {};
  }));
}

}  // namespace
}  // namespace insyn::storage_test
