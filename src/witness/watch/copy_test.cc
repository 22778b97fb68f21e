#include "witness/watch/copy.h"

#include <gtest/gtest.h>

#include "ledger/tiles/testing.h"

namespace insyn::witness {
namespace {

class CopyTest : public testing::Test {
 protected:
  CopyTest() { std::filesystem::create_directory(folder_); }
  ~CopyTest() override { std::filesystem::remove_all(folder_); }

  static ledger::Checkpoint checkpoint(const ledger::Appender& appender) {
    return {"ledger.example", appender.size(), appender.root(), {}};
  }
  std::unique_ptr<Copy> empty() const { return Copy::open(folder_, 0, ledger::empty_root()).value(); }

  const Path folder_ = std::filesystem::temp_directory_path() / ("insyn-copy-" + to_hex(random_bytes(8)));
};

using Growth = Copy::Growth;

TEST_F(CopyTest, GrowsToEachCheckpointAndIsFoundAgain) {
  ledger::MemoryStore store;
  std::uint64_t before = 0;
  std::unique_ptr<Copy> copy = empty();
  for (const std::uint64_t size : {1U, 2U, 255U, 256U, 257U, 600U}) {
    const ledger::Checkpoint to = checkpoint(ledger::stored_ledger(store, size, {before}));
    ASSERT_EQ(copy->grow(store, to).value(), Growth::kGrown) << size;
    EXPECT_EQ(copy->root(), to.root);
    EXPECT_TRUE(ledger::verify_consistency(
        before, Copy::open(folder_, before, ledger::stored_ledger(store, before).root()).value()->root(),
        size, to.root, copy->consistency(before).value()));
    ASSERT_TRUE(copy->finish("checkpoint"));
    copy = Copy::open(folder_, size, to.root).value();
    before = size;
  }
  std::uint64_t read = 250;
  ASSERT_TRUE(copy->entries(250, 590, [&](std::uint64_t number, ByteView entry) -> Status {
    EXPECT_EQ(number, read);
    EXPECT_EQ(Bytes(entry.begin(), entry.end()), ledger::entry_number(read++));
    return {};
  }));
  EXPECT_EQ(read, 590U);
  // Nothing is kept twice.
  EXPECT_FALSE(std::filesystem::exists(folder_ / "tile/entries/000.p/255"));
  EXPECT_TRUE(std::filesystem::exists(folder_ / "tile/entries/000"));
}

// More than one part is in memory at a time, and each is compared with the checkpoint.
class LargeCopy : public CopyTest {
 protected:
  static constexpr std::uint64_t kSize = 70'000;
  LargeCopy() : to_(checkpoint(ledger::stored_ledger(store_, kSize))) {}

  ledger::MemoryStore store_;
  const ledger::Checkpoint to_;
};

TEST_F(LargeCopy, IsTheLedgers) {
  EXPECT_EQ(empty()->grow(store_, to_).value(), Growth::kGrown);
  EXPECT_TRUE(Copy::open(folder_, kSize, to_.root));
}

TEST_F(LargeCopy, AChangedHashDoesNotPassForAProof) {
  for (auto& [path, bytes] : store_.files)
    if (path.starts_with("tile/1/")) bytes[40] ^= 1;
  EXPECT_EQ(empty()->grow(store_, to_).value(), Growth::kOtherEntries);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "tile"));
}

TEST_F(LargeCopy, AChangedEntryIsNotKept) {
  for (const auto& [path, kept] :
       {std::pair("tile/entries/003", false), std::pair("tile/entries/270", true)}) {
    store_.files.at(path)[3] ^= 1;
    EXPECT_EQ(empty()->grow(store_, to_).value(), Growth::kOtherEntries);
    // The parts before it were proven.
    EXPECT_EQ(std::filesystem::exists(folder_ / "tile"), kept) << path;
    store_.files.at(path)[3] ^= 1;
  }
  EXPECT_EQ(empty()->grow(store_, to_).value(), Growth::kGrown);
}

TEST_F(CopyTest, OtherEntriesInThePlaceOfThoseThatWereStoredAreProofOfTwoHistories) {
  ledger::MemoryStore store, other;
  ASSERT_EQ(empty()->grow(store, checkpoint(ledger::stored_ledger(store, 300))).value(), Growth::kGrown);
  ledger::Appender appender = ledger::Appender::open(other, 0, ledger::empty_root()).value();
  for (std::uint64_t number = 0; number < 300; ++number)
    ASSERT_TRUE(appender.append(ledger::entry_number(number + 1)));
  ASSERT_TRUE(appender.store());
  EXPECT_EQ(empty()->grow(other, checkpoint(appender)).value(), Growth::kTwoHistories);
}

TEST_F(CopyTest, AMissingTileIsAnErrorAndLeavesTheCopyAsItWas) {
  ledger::MemoryStore store;
  const ledger::Checkpoint to = checkpoint(ledger::stored_ledger(store, 300));
  const Bytes tile = store.files.at("tile/entries/001.p/44");
  store.files.erase("tile/entries/001.p/44");
  const std::unique_ptr<Copy> copy = empty();
  EXPECT_EQ(copy->grow(store, to).error().code, Code::kCorrupt);
  EXPECT_EQ(copy->size(), 0U);
  store.files["tile/entries/001.p/44"] = tile;
  EXPECT_EQ(copy->grow(store, to).value(), Growth::kGrown);
}

}  // namespace
}  // namespace insyn::witness
