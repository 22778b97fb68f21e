#include "ledger/tiles/reading.h"

#include <gtest/gtest.h>

#include "ledger/proof/proof.h"
#include "ledger/tiles/testing.h"

namespace insyn::ledger {
namespace {

TEST(Reading, ProofsAreMadeFromTilesAlone) {
  MemoryStore store;
  const Appender appender = stored_ledger(store, 1000, {600});
  TileNodes nodes(store, 1000);
  for (std::uint64_t index = 0; index < 1000; index += 7) {
    const auto proof = prove_inclusion(nodes, index, 1000);
    ASSERT_TRUE(proof);
    EXPECT_TRUE(verify_inclusion(leaf_hash(entry_number(index)), index, 1000, appender.root(), *proof));
  }
  TileNodes before(store, 600);
  const Digest old_root = tree_of(before, 600)->root();
  const auto proof = prove_consistency(nodes, 600, 1000);
  ASSERT_TRUE(proof);
  EXPECT_TRUE(verify_consistency(600, old_root, 1000, appender.root(), *proof));
}

TEST(Reading, PartialTileThatIsGoneIsTheBeginningOfTheFullOne) {
  MemoryStore store;
  const Appender part = stored_ledger(store, 200);
  const Appender whole = stored_ledger(store, 300);
  EXPECT_EQ(store.files.erase("tile/0/000.p/200") + store.files.erase("tile/entries/000.p/200"), 2u);
  EXPECT_TRUE(verify_entries(store, 200, part.root(), nothing));
  EXPECT_TRUE(verify_entries(store, 300, whole.root(), nothing));
}

TEST(Reading, EntriesComeInOrderFromAnyOne) {
  MemoryStore store;
  stored_ledger(store, 520);
  std::uint64_t next = 255;
  EXPECT_TRUE(read_entries(store, 255, 520, [&next](std::uint64_t number, ByteView entry) -> Status {
    EXPECT_EQ(number, next++);
    EXPECT_EQ(text_of(entry), std::to_string(number));
    return {};
  }));
  EXPECT_EQ(next, 520u);
}

// Every file there is, missing, cut off, longer, and with a bit flipped at its ends.
TEST(Reading, NothingOfALedgerCanBeChangedUnseen) {
  MemoryStore store;
  const Appender appender = stored_ledger(store, 600);
  ASSERT_TRUE(verify_entries(store, 600, appender.root(), nothing));
  for (const auto& [path, bytes] : std::map(store.files)) {
    const auto expect_refused = [&](const char* how) {
      EXPECT_FALSE(verify_entries(store, 600, appender.root(), nothing)) << path << " " << how;
      store.files[path] = bytes;
    };
    store.files.erase(path);
    expect_refused("missing");
    store.files[path].pop_back();
    expect_refused("cut off");
    store.files[path].push_back(0);
    expect_refused("longer");
    store.files[path].insert(store.files[path].end(), {0, 0});
    expect_refused("with one more empty entry");
    store.files[path].front() ^= 0x80;
    expect_refused("changed at its beginning");
    store.files[path].back() ^= 1;
    expect_refused("changed at its end");
    store.files[path].clear();
    expect_refused("empty");
  }
  ASSERT_TRUE(verify_entries(store, 600, appender.root(), nothing));
}

TEST(Reading, LargerThanThereIsIsRefusedAtTheFirstMissingTile) {
  MemoryStore store;
  stored_ledger(store, 600);
  for (const std::uint64_t size : {std::uint64_t{601}, std::uint64_t{1} << 40, kLargestTree})
    EXPECT_FALSE(verify_entries(store, size, empty_root(), nothing)) << size;
  TileNodes nodes(store, kLargestTree);
  EXPECT_FALSE(prove_inclusion(nodes, kLargestTree - 1, kLargestTree));
}

}  // namespace
}  // namespace insyn::ledger
