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

TEST_F(LogTest, WhoWaitsForMoreIsWokenByWhatIsPublished) {
  using std::chrono::seconds;
  constexpr seconds kLong(60), kShort(30);
  const auto began = std::chrono::steady_clock::now();
  Log log(*database, *vault, key, clock);
  append_some(log, 0, 1);
  std::stop_source stop;
  std::jthread publisher([&] { EXPECT_TRUE(log.publish()); });
  log.wait_for_more(0, stop.get_token(), kLong);
  EXPECT_EQ(head().published, 1U);
  log.wait_for_more(0, stop.get_token(), kLong);
  log.wait_for_more(1, stop.get_token(), std::chrono::milliseconds(1));
  std::jthread stopper([&] { stop.request_stop(); });
  log.wait_for_more(1, stop.get_token(), kLong);
  EXPECT_LT(std::chrono::steady_clock::now() - began, kShort);
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
  const std::string name = "ledger/tile/1/000.p/1";
  const Bytes tile = vault->read(name, 1 << 16).value().value();
  Bytes changed = tile;
  changed[20] ^= 1;
  const auto replace = [&](const Bytes& bytes) {
    ASSERT_TRUE(vault->remove(name));
    ASSERT_TRUE(vault->put(name, bytes));
  };
  replace(changed);
  Log again(*database, *vault, key, clock);
  append_some(again, 301, 302);
  EXPECT_EQ(again.publish().error().code, Code::kCorrupt);
  EXPECT_EQ(again.prove(299).error().code, Code::kCorrupt);
  EXPECT_EQ(head().published, 301U);
  replace(tile);
  // One of the last entries, of which there is no tile in the vault.
  ASSERT_TRUE(execute("UPDATE ledger_entries SET entry = 'x' WHERE number = 299"));
  EXPECT_EQ(again.publish().error().code, Code::kCorrupt);
  EXPECT_EQ(again.prove(299).error().code, Code::kCorrupt);
  EXPECT_EQ(head().published, 301U);
}

TEST_F(LogTest, TheLastEntriesAreServedFromTheDatabaseAsFarAsTheyAreSigned) {
  Log log(*database, *vault, key, clock);
  const auto read = [&log](const ledger::Tile& tile) { return log.tiles().read(tile, 1 << 16).value(); };
  append_some(log, 0, 5);
  ASSERT_TRUE(log.publish());
  append_some(log, 5, 7);
  Bytes bundle, hashes;
  for (const std::string& text : verified(log)) {
    ledger::add_to_bundle(bundle, view_of(text));
    const Digest hash = ledger::leaf_hash(view_of(text));
    hashes.insert(hashes.end(), hash.begin(), hash.end());
  }
  EXPECT_EQ(read({ledger::Tile::kEntries, 0, 5}), bundle);
  EXPECT_EQ(read({0, 0, 5}), hashes);
  // Whoever was told of an earlier checkpoint reads that one's.
  EXPECT_EQ(read({0, 0, 2}), Bytes(hashes.begin(), hashes.begin() + 64));
  EXPECT_FALSE(read({ledger::Tile::kEntries, 0, 6})) << "it is not signed yet";
  EXPECT_FALSE(read({0, 0, 7}));
  EXPECT_FALSE(read({0, 1, 1}));
  EXPECT_FALSE(read({1, 0, 1}));
  EXPECT_EQ(log.tiles().read({0, 0, 5}, 159).error().code, Code::kCorrupt);
  EXPECT_TRUE(vault->list("ledger/", "", 10).value().empty());
}

TEST_F(LogTest, WhatCanBeNoEntryIsInNoTile) {
  Log log(*database, *vault, key, clock);
  append_some(log, 0, 2);
  ASSERT_TRUE(log.publish());
  ASSERT_TRUE(execute("UPDATE ledger_entries SET entry = :a WHERE number = 1", {std::string(70'000, 'x')}));
  EXPECT_EQ(log.tiles().read({ledger::Tile::kEntries, 0, 2}, 1 << 24).error().code, Code::kCorrupt);
}

// When the power goes out a number may be another entry's, but not where a tile has it already.
TEST_F(LogTest, BeforeATileHasAnEntryItLasts) {
  TestDatabase slow(*database);
  Log log(slow, *vault, key, clock);
  append_some(log, 0, 255);
  slow.syncs = false;
  EXPECT_TRUE(log.publish()) << "they last with their checkpoint";
  append_some(log, 255, 257);
  EXPECT_EQ(log.publish().error().message, "the disk does not answer");
  EXPECT_TRUE(vault->list("ledger/", "", 10).value().empty());
  slow.syncs = true;
  EXPECT_TRUE(log.publish());
  EXPECT_EQ(verified(log).size(), 257U);
}

// Nothing but the database has to last for it.
TEST_F(LogTest, AnEntryThatFillsNoTileStoresNone) {
  TestVault full(*vault);
  full.puts_left = 0;
  Log log(*database, full, key, clock);
  append_some(log, 0, 255);
  EXPECT_TRUE(log.publish());
  append_some(log, 255, 256);
  EXPECT_EQ(log.publish().error().code, Code::kFull);
  full.puts_left = 3;
  EXPECT_TRUE(log.publish()) << "its entries, their hashes, and the tile over them";
  append_some(log, 256, 257);
  full.puts_left = 0;
  EXPECT_TRUE(log.publish()) << "the tile over them is stored already";
  EXPECT_EQ(verified(log).size(), 257U);
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
  append_some(log, 0, 256);
  ASSERT_TRUE(vault->put("ledger/tile/0/000", Bytes(8192)));
  EXPECT_EQ(log.publish().error().code, Code::kDenied);
  EXPECT_EQ(head().published, 0U);
}

// Earlier versions have stored the last entries' tiles too.
TEST_F(LogTest, PartialTilesGoWhenTheFullOneIsThere) {
  Log log(*database, *vault, key, clock);
  for (const char* name : {"tile/0/000.p/26", "tile/0/000.p/52", "tile/entries/000.p/26"})
    ASSERT_TRUE(vault->put(std::string("ledger/") + name, Bytes(1)));
  for (std::uint64_t i = 0; i < 260; i += 26) {
    append_some(log, i, i + 26);
    ASSERT_TRUE(log.publish());
  }
  EXPECT_EQ(
      vault->list("ledger/", "", 100).value(),
      (std::vector<std::string>{"ledger/tile/0/000", "ledger/tile/1/000.p/1", "ledger/tile/entries/000"}));
  EXPECT_FALSE(log.tiles().read({0, 0, 26}, 1 << 16).value());
  EXPECT_EQ(verified(log).size(), 260U);
}

TEST_F(LogTest, AnEarlierCheckpointProvesWhatItCovers) {
  Log log(*database, *vault, key, clock);
  append_some(log, 0, 2);
  ASSERT_TRUE(log.publish());
  const std::string earlier = log.checkpoint().value();
  append_some(log, 2, 3);
  ASSERT_TRUE(log.publish());
  EXPECT_TRUE(log.prove(1, earlier));
  const auto later = log.prove(2, earlier);
  ASSERT_FALSE(later);
  EXPECT_EQ(later.error().code, Code::kTransient);
}

TEST_F(LogTest, AHeadThatCannotBeIsNotBelieved) {
  Log log(*database, *vault, key, clock);
  append_some(log, 0, 2);
  ASSERT_TRUE(execute("UPDATE ledger_head SET published = 3"));
  const auto read = read_head(*database);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, Code::kCorrupt);
}

TEST_F(LogTest, NothingGrowsWhereTheGateIsClosed) {
  TestGate gate;
  gate.open = false;
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
