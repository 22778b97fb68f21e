#include "ledger/tiles/appender.h"

#include <gtest/gtest.h>

#include "ledger/tiles/testing.h"

namespace insyn::ledger {
namespace {

// Fails when it has been asked to put something so many times.
class FailingStore final : public Store {
 public:
  FailingStore(MemoryStore& store, int puts) : store_(store), puts_(puts) {}
  Result<std::optional<Bytes>> read(const Tile& tile, std::size_t limit) override {
    return store_.read(tile, limit);
  }
  Status put_if_absent(const Tile& tile, ByteView bytes) override {
    if (puts_-- == 0) return fail(Code::kFull, "no space");
    return store_.put_if_absent(tile, bytes);
  }

 private:
  MemoryStore& store_;
  int puts_;
};

// Keeps one bit wrong.
class FlippingStore final : public Store {
 public:
  explicit FlippingStore(MemoryStore& store, std::string path) : store_(store), path_(std::move(path)) {}
  Result<std::optional<Bytes>> read(const Tile& tile, std::size_t limit) override {
    return store_.read(tile, limit);
  }
  Status put_if_absent(const Tile& tile, ByteView bytes) override {
    Bytes kept(bytes.begin(), bytes.end());
    if (path_of(tile) == path_) kept.back() ^= 1;
    return store_.put_if_absent(tile, kept);
  }

 private:
  MemoryStore& store_;
  std::string path_;
};

TEST(Appender, TilesOfEverySizeAreThoseOfTheSpecification) {
  MemoryStore store;
  const Appender appender = stored_ledger(store, 70'000);
  EXPECT_EQ(appender.size(), 70'000u);
  std::map<std::string, std::size_t> by_level;
  for (const auto& [path, bytes] : store.files) ++by_level[path.substr(0, path.find('/', 5))];
  EXPECT_EQ(by_level, (std::map<std::string, std::size_t>{
                          {"tile/entries", 274}, {"tile/0", 274}, {"tile/1", 2}, {"tile/2", 1}}));
  EXPECT_EQ(store.files.at("tile/0/272").size(), 8192u);
  EXPECT_EQ(store.files.at("tile/0/273.p/112").size(), 112u * 32);
  EXPECT_EQ(store.files.at("tile/1/001.p/17").size(), 17u * 32);
  EXPECT_TRUE(verify_entries(store, 70'000, appender.root(), nothing));
}

TEST(Appender, RootIsThatOfTheTreeAndLedgerGoesOnFromEverySize) {
  MemoryStore store;
  Tree tree;
  for (std::uint64_t size = 0; size < 600; ++size) {
    auto appender = Appender::open(store, size, tree.root());
    ASSERT_TRUE(appender) << size << ": " << appender.error().message;
    ASSERT_TRUE(appender->append(entry_number(size)));
    ASSERT_TRUE(appender->store());
    tree.append(leaf_hash(entry_number(size)));
    ASSERT_EQ(appender->root(), tree.root());
    ASSERT_EQ(appender->size(), tree.size());
  }
  EXPECT_TRUE(verify_entries(store, 600, tree.root(), nothing));
  EXPECT_TRUE(verify_entries(store, 599, stored_ledger(store, 599).root(), nothing));
}

TEST(Appender, DoesNotGoOnFromWhatIsNotTheStoredLedger) {
  MemoryStore store;
  const Appender appender = stored_ledger(store, 300, {299});
  const Digest before = stored_ledger(store, 299).root();
  EXPECT_TRUE(Appender::open(store, 300, appender.root()));
  EXPECT_FALSE(Appender::open(store, 300, before));
  EXPECT_FALSE(Appender::open(store, 299, appender.root()));
  EXPECT_FALSE(Appender::open(store, 301, appender.root()));
  EXPECT_FALSE(Appender::open(store, 0, appender.root()));
  store.files["tile/entries/001.p/44"].back() ^= 1;
  EXPECT_FALSE(Appender::open(store, 300, appender.root()));
}

TEST(Appender, ATileThatHasNotGrownIsNotStoredAgain) {
  MemoryStore store;
  const Appender before = stored_ledger(store, 300);
  FailingStore two(store, 2);
  Appender appender = Appender::open(two, 300, before.root()).value();
  ASSERT_TRUE(appender.append(entry_number(300)));
  EXPECT_TRUE(appender.store()) << "the last entries and their hashes, not the tile over the full one";
  EXPECT_TRUE(Appender::open(store, 301, appender.root()));
}

TEST(Appender, OtherEntriesDoNotTakeTheirPlace) {
  MemoryStore store;
  stored_ledger(store, 5);
  Appender other = Appender::open(store, 0, empty_root()).value();
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(other.append(bytes_of("other")));
  const auto before = store.files;
  const Status refused = other.store();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Code::kDenied);
  EXPECT_EQ(store.files, before);
}

TEST(Appender, InterruptedAnywhereIsFinishedByTheSameEntries) {
  for (int puts = 0; puts < 7; ++puts) {
    MemoryStore store;
    const Appender before = stored_ledger(store, 200);
    FailingStore failing(store, puts);
    Appender interrupted = Appender::open(failing, 200, before.root()).value();
    for (std::uint64_t i = 200; i < 600; ++i) ASSERT_TRUE(interrupted.append(entry_number(i)));
    EXPECT_FALSE(interrupted.store()) << puts;
    Appender again = Appender::open(store, 200, before.root()).value();
    for (std::uint64_t i = 200; i < 600; ++i) ASSERT_TRUE(again.append(entry_number(i)));
    ASSERT_TRUE(again.store()) << puts;
    EXPECT_TRUE(verify_entries(store, 600, again.root(), nothing));
    // The same object can go on too.
    EXPECT_TRUE(interrupted.store());
  }
}

TEST(Appender, BitThatFlippedOnItsWayIsFoundBeforeAnythingIsSigned) {
  for (const char* path :
       {"tile/entries/000", "tile/0/000", "tile/entries/001.p/44", "tile/0/001.p/44", "tile/1/000.p/1"}) {
    MemoryStore store;
    FlippingStore flipping(store, path);
    Appender appender = Appender::open(flipping, 0, empty_root()).value();
    for (std::uint64_t i = 0; i < 300; ++i) ASSERT_TRUE(appender.append(entry_number(i)));
    EXPECT_FALSE(appender.store()) << path;
  }
}

TEST(Appender, EntryThatIsTooLongIsRefusedAndTheLedgerGoesOn) {
  MemoryStore store;
  Appender appender = Appender::open(store, 0, empty_root()).value();
  EXPECT_FALSE(appender.append(Bytes(kLongestEntry + 1)));
  EXPECT_EQ(appender.size(), 0u);
  EXPECT_TRUE(appender.append(Bytes(kLongestEntry)));
  EXPECT_TRUE(appender.store());
}

}  // namespace
}  // namespace insyn::ledger
