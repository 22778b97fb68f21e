#include "server/log/log.h"

#include <gtest/gtest.h>

#include <map>
#include <thread>

#include "ledger/checkpoint/checkpoint.h"
#include "ledger/tiles/edge.h"
#include "note/note.h"
#include "server/log/testing.h"

namespace insyn::server {
namespace {

using ledger::Checkpoint;

class LogTest : public testing::Test, public TestLedger {
 protected:
  // What the key has signed.
  Checkpoint checkpoint_of(const std::string& text) const {
    const note::Note note = note::parse(text).value();
    EXPECT_TRUE(note::is_signed_by(note, key.verifier()).value_or(false)) << text;
    return ledger::parse_checkpoint(note.text).value();
  }
  // The texts of all entries, which are those of the newest checkpoint.
  std::vector<std::string> verified(Log& log) const {
    std::vector<std::string> texts;
    const Checkpoint now = checkpoint_of(log.checkpoint().value());
    const Status whole =
        ledger::verify_entries(log.tiles(), now.size, now.root, [&](std::uint64_t, ByteView entry) -> Status {
          texts.emplace_back(text_of(entry));
          return {};
        });
    EXPECT_TRUE(whole) << whole.error().message;
    return texts;
  }
  void append_some(Log& log, std::uint64_t from, std::uint64_t to) const {
    for (std::uint64_t i = from; i < to; ++i) ASSERT_EQ(append(log, plain_entry(i + 1)).value(), i);
  }
};

TEST_F(LogTest, WhatIsAppendedIsPublishedInItsOrder) {
  Log log(*database, *vault, key, clock);
  EXPECT_TRUE(log.publish());
  EXPECT_EQ(log.checkpoint().error().code, Code::kPermanent);
  append_some(log, 0, 3);
  EXPECT_EQ(log.checkpoint().error().code, Code::kPermanent);
  ASSERT_TRUE(log.publish());
  append_some(log, 3, 5);
  ASSERT_TRUE(log.publish());
  const std::vector<std::string> texts = verified(log);
  ASSERT_EQ(texts.size(), 5U);
  for (std::uint64_t i = 0; i < 5; ++i)
    EXPECT_EQ(ledger::parse_entry(texts[i]).value().what, plain_entry(i + 1));
  const std::string before = log.checkpoint().value();
  EXPECT_TRUE(log.publish());
  EXPECT_EQ(log.checkpoint().value(), before);
}

TEST_F(LogTest, AnEntryIsThereOnlyWithWhatItTellsOf) {
  Log log(*database, *vault, key, clock);
  append_some(log, 0, 1);
  const Status undone = database->write([&](Transaction& transaction) -> Status {
    EXPECT_EQ(log.append(transaction, plain_entry(7)).value(), 1U);
    return fail(Code::kDenied, "no");
  });
  EXPECT_FALSE(undone);
  append_some(log, 1, 2);
  ASSERT_TRUE(log.publish());
  EXPECT_EQ(verified(log).size(), 2U);
}

TEST_F(LogTest, SaltsStandBesideAnEntryUntilTheyAreShredded) {
  Log log(*database, *vault, key, clock);
  const std::string id(32, 'a');
  const Kept kept{ledger::Salt::random(), id};
  const ledger::RecordingReceived received{ledger::salted(kept.salt, view_of(id)), {}, 4};
  const std::uint64_t number = append(log, received, kept).value();
  const auto stood = [&] {
    Log::Stood there;
    EXPECT_TRUE(database->read([&](Transaction& transaction) -> Status {
      TRY_ASSIGN(there, log.at(transaction, number));
      EXPECT_EQ(log.at(transaction, number + 1).error().code, Code::kPermanent);
      return {};
    }));
    return there;
  };
  EXPECT_EQ(stood().entry.what, ledger::AnyEntry(received));
  EXPECT_EQ(stood().kept->salt, kept.salt);
  EXPECT_EQ(stood().kept->recording, id);
  ASSERT_TRUE(execute("DELETE FROM ledger_salts WHERE recording = :a", {id}));
  EXPECT_FALSE(stood().kept);
}

TEST_F(LogTest, EachEntryIsProvenByTheNewestCheckpoint) {
  Log log(*database, *vault, key, clock);
  append_some(log, 0, 300);
  EXPECT_EQ(log.prove(0).error().code, Code::kTransient);
  ASSERT_TRUE(log.publish());
  EXPECT_EQ(log.prove(300).error().code, Code::kPermanent);
  for (const std::uint64_t number : {0U, 1U, 255U, 256U, 299U}) {
    const Log::Proven proven = log.prove(number).value();
    const Checkpoint now = checkpoint_of(proven.checkpoint);
    EXPECT_EQ(ledger::parse_entry(proven.entry).value().what, plain_entry(number + 1));
    EXPECT_TRUE(ledger::verify_inclusion(ledger::leaf_hash(view_of(proven.entry)), number, now.size, now.root,
                                         proven.proof));
  }
}

TEST_F(LogTest, ManyServersOnOneDatabaseSignOneHistory) {
  constexpr int kThreads = 4, kEach = 60;
  std::vector<std::unique_ptr<Log>> logs;
  for (int i = 0; i < 2; ++i) logs.push_back(std::make_unique<Log>(*database, *vault, key, clock));
  std::mutex mutex;
  std::map<std::uint64_t, std::set<Digest>> roots;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      Log& log = *logs[static_cast<std::size_t>(t) % logs.size()];
      for (int i = 0; i < kEach; ++i) {
        const auto number = append(log, plain_entry(static_cast<std::uint64_t>(t * kEach + i + 1)));
        EXPECT_TRUE(number) << number.error().message;
        const Status published = log.publish();
        EXPECT_TRUE(published) << published.error().message;
        const auto proven = log.prove(*number);
        EXPECT_TRUE(proven) << proven.error().message;
        const Checkpoint now = checkpoint_of(proven->checkpoint);
        const std::lock_guard lock(mutex);
        roots[now.size].insert(now.root);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(verified(*logs[0]).size(), std::size_t{kThreads * kEach});
  for (const auto& [size, all] : roots) EXPECT_EQ(all.size(), 1U) << size;
}

TEST_F(LogTest, ServersThatTakeTurnsSignOneHistory) {
  Log one(*database, *vault, key, clock), other(*database, *vault, key, clock);
  std::uint64_t size = 0;
  for (std::uint64_t i = 0; i < 12; ++i) {
    Log& log = i % 2 == 0 ? one : other;
    append_some(log, size, size + 1 + i % 3);
    size += 1 + i % 3;
    const Status published = log.publish();
    ASSERT_TRUE(published) << published.error().message;
    ASSERT_EQ(head().published, size);
    ASSERT_EQ(verified(log).size(), size);
  }
}

TEST_F(LogTest, ACrashAtAnyTileLosesNothing) {
  for (int puts = 0;; ++puts) {
    TestVault failing(*vault);
    Log log(*database, failing, key, clock);
    const std::uint64_t begin = head().size;
    append_some(log, begin, begin + 300);
    failing.puts_left = puts;
    const Status published = log.publish();
    failing.puts_left.reset();
    if (published) break;
    EXPECT_EQ(published.error().code, Code::kFull);
    EXPECT_EQ(head().published, begin);
    // The same process goes on, or another one.
    if (puts % 2 == 0) {
      EXPECT_TRUE(log.publish());
    } else {
      Log next(*database, *vault, key, clock);
      append_some(next, begin + 300, begin + 301);
      EXPECT_TRUE(next.publish());
    }
    EXPECT_EQ(verified(log).size(), head().size);
  }
}

TEST_F(LogTest, ADelayedPublisherDoesNotPutBackAnOlderCheckpoint) {
  TestDatabase slow_database(*database);
  Log slow(slow_database, *vault, key, clock), fast(*database, *vault, key, clock);
  append_some(fast, 0, 3);
  slow_database.before_write = [&] {
    append_some(fast, 3, 5);
    EXPECT_TRUE(fast.publish());
  };
  EXPECT_TRUE(slow.publish());
  EXPECT_EQ(checkpoint_of(slow.checkpoint().value()).size, 5U);
  // Nor one of the same size.
  append_some(fast, 5, 6);
  std::string first;
  slow_database.before_write = [&] {
    EXPECT_TRUE(fast.publish());
    first = fast.checkpoint().value();
  };
  EXPECT_TRUE(slow.publish());
  EXPECT_EQ(slow.checkpoint().value(), first);
  append_some(slow, 6, 7);
  EXPECT_TRUE(slow.publish());
  EXPECT_EQ(verified(fast).size(), 7U);
}

TEST_F(LogTest, ALostAnswerToTheCommitSignsNothingElse) {
  TestDatabase losing(*database);
  Log log(losing, *vault, key, clock);
  append_some(log, 0, 3);
  losing.answers_left = 0;
  EXPECT_EQ(log.publish().error().code, Code::kTransient);
  const std::string committed = head().checkpoint;
  EXPECT_EQ(checkpoint_of(committed).size, 3U);
  EXPECT_TRUE(log.publish());
  EXPECT_EQ(log.checkpoint().value(), committed);
  append_some(log, 3, 4);
  EXPECT_TRUE(log.publish());
  EXPECT_EQ(verified(log).size(), 4U);
}

TEST_F(LogTest, ADatabasePutBackUnderARunningServerIsNoticed) {
  Log log(*database, *vault, key, clock);
  append_some(log, 0, 3);
  ASSERT_TRUE(log.publish());
  const LogHead backup = head();
  append_some(log, 3, 5);
  ASSERT_TRUE(log.publish());
  ASSERT_TRUE(execute("UPDATE ledger_head SET published = 3, root = :a, checkpoint = :b",
                      {to_hex(backup.root), backup.checkpoint}));
  EXPECT_EQ(log.publish().error().code, Code::kDenied);
  EXPECT_EQ(head().published, 3U);
}

TEST_F(LogTest, WhatIsStoredMustBeWhatWasSigned) {
  Log log(*database, *vault, key, clock);
  append_some(log, 0, 300);
  ASSERT_TRUE(log.publish());
  // An entry that was published before is the tiles', not the database's.
  ASSERT_TRUE(execute("UPDATE ledger_entries SET entry = 'x' WHERE number = 7"));
  append_some(log, 300, 301);
  ASSERT_TRUE(log.publish());
  EXPECT_EQ(verified(log).size(), 301U);
  // A tile.
  const std::string name = "ledger/tile/0/001.p/45";
  Bytes tile = vault->read(name, 1 << 16).value().value();
  tile[40] ^= 1;
  ASSERT_TRUE(vault->remove(name));
  ASSERT_TRUE(vault->put(name, tile));
  Log again(*database, *vault, key, clock);
  append_some(again, 301, 302);
  EXPECT_EQ(again.publish().error().code, Code::kCorrupt);
  EXPECT_EQ(again.prove(299).error().code, Code::kCorrupt);
  EXPECT_EQ(head().published, 301U);
}

TEST_F(LogTest, AnEntryThatIsGoneFromTheDatabaseIsNoticed) {
  Log log(*database, *vault, key, clock);
  append_some(log, 0, 3);
  ASSERT_TRUE(execute("DELETE FROM ledger_entries WHERE number = 1"));
  EXPECT_EQ(log.publish().error().code, Code::kCorrupt);
  ASSERT_TRUE(execute("DELETE FROM ledger_head"));
  EXPECT_EQ(log.publish().error().code, Code::kCorrupt);
  EXPECT_EQ(append(log, plain_entry(1)).error().code, Code::kCorrupt);
}

TEST_F(LogTest, OtherTilesThatLieThereAreNotOverwritten) {
  Log log(*database, *vault, key, clock);
  append_some(log, 0, 2);
  ASSERT_TRUE(vault->put("ledger/tile/0/000.p/2", Bytes(64)));
  EXPECT_EQ(log.publish().error().code, Code::kDenied);
  EXPECT_EQ(head().published, 0U);
}

TEST_F(LogTest, PartialTilesGoWhenTheFullOneIsThere) {
  Log log(*database, *vault, key, clock);
  for (std::uint64_t i = 0; i < 260; i += 26) {
    append_some(log, i, i + 26);
    ASSERT_TRUE(log.publish());
  }
  EXPECT_EQ(vault->list("ledger/", "", 100).value(),
            (std::vector<std::string>{"ledger/tile/0/000", "ledger/tile/0/001.p/4", "ledger/tile/1/000.p/1",
                                      "ledger/tile/entries/000", "ledger/tile/entries/001.p/4"}));
  EXPECT_EQ(verified(log).size(), 260U);
}

class ClosedGate final : public GrowthGate {
 public:
  Status may_grow(Transaction&) override {
    if (open) return {};
    return fail(Code::kTransient, "closed");
  }
  bool open = false;
};

TEST_F(LogTest, NothingGrowsWhereTheGateIsClosed) {
  ClosedGate gate;
  Log log(*database, *vault, key, clock, &gate);
  EXPECT_EQ(append(log, plain_entry(1)).error().message, "closed");
  EXPECT_EQ(head().size, 0U);
  EXPECT_TRUE(log.publish());
  gate.open = true;
  append_some(log, 0, 1);
  gate.open = false;
  EXPECT_EQ(log.publish().error().message, "closed");
  EXPECT_EQ(head().published, 0U);
  gate.open = true;
  EXPECT_TRUE(log.publish());
}

}  // namespace
}  // namespace insyn::server
