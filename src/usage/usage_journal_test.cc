#include "usage/usage_journal.h"

#include <gtest/gtest.h>

#include "base/testing.h"

namespace insyn::usage {
namespace {

class UsageJournalTest : public testing::Test {
 protected:
  UsageJournalTest() {
    std::filesystem::create_directory(folder_);
    EXPECT_TRUE(UsageJournal::create(folder_, device_));
    UsageJournal journal = open().value();
    for (std::uint64_t number = 1; number <= 3; ++number) EXPECT_TRUE(journal.append(entry(number)));
  }
  ~UsageJournalTest() override { std::filesystem::remove_all(folder_); }

  static Entry entry(std::uint64_t number) {
    Certified entry;
    entry.number = number;
    entry.begin = parse_utc("2026-12-01T08:15:03.250Z").value();
    entry.recording = "r";
    entry.call = fmt::format("call {}", number);
    return entry;
  }
  Result<UsageJournal> open() const { return UsageJournal::open(folder_, device_); }
  std::string text() const { return read_text(folder_ / kJournal, kLargestJournal).value(); }
  void put(const char* name, std::string_view text) const {
    EXPECT_TRUE(write_file(folder_ / name, view_of(text), Access::kOwnerOnly, IfExists::kReplace));
  }
  void expect_unreadable(const std::string& why) const {
    const auto journal = open();
    ASSERT_FALSE(journal) << why;
    EXPECT_EQ(journal.error().code, Code::kDenied);
    EXPECT_NE(journal.error().message.find("how many calls were recorded cannot be told"), std::string::npos);
    EXPECT_NE(journal.error().message.find(why), std::string::npos) << journal.error().message;
  }
  std::vector<std::string> lines() const {
    std::vector<std::string> lines;
    std::string rest = text();
    for (std::size_t end = rest.find('\n'); end != std::string::npos; end = rest.find('\n')) {
      lines.push_back(rest.substr(0, end + 1));
      rest.erase(0, end + 1);
    }
    return lines;
  }

  Path folder_ = std::filesystem::temp_directory_path() / ("insyn-usage-" + to_hex(random_bytes(8)));
  note::Signer device_ = note::Signer::generate("desk-12").value();
};

TEST_F(UsageJournalTest, HoldsWhatWasWritten) {
  const UsageJournal journal = open().value();
  EXPECT_EQ(journal.entries(), (std::vector<Entry>{entry(1), entry(2), entry(3)}));
  EXPECT_EQ(journal.last_certified()->number, 3U);
}

TEST_F(UsageJournalTest, OneThatIsMissingIsNotANewOne) {
  std::filesystem::remove(folder_ / kJournal);
  expect_unreadable("is missing");
  EXPECT_FALSE(UsageJournal::is_new(folder_));
  EXPECT_FALSE(UsageJournal::create(folder_, device_));
}

TEST_F(UsageJournalTest, GarbageAndAnotherDevicesAreUnreadable) {
  const std::string good = text();
  put(kJournal, "garbage");
  expect_unreadable("shorter than it was, or was altered");
  const note::Signer other = note::Signer::generate("desk-12").value();
  EXPECT_FALSE(UsageJournal::open(folder_, other));
  EXPECT_FALSE(read_journal(good, other.verifier()));
}

TEST_F(UsageJournalTest, ALineThatIsMissingAnywhereIsNoticed) {
  const std::vector<std::string> all = lines();
  ASSERT_EQ(all.size(), 4U);
  for (std::size_t missing = 0; missing < all.size(); ++missing) {
    std::string text;
    for (std::size_t i = 0; i < all.size(); ++i)
      if (i != missing) text += all[i];
    put(kJournal, text);
    expect_unreadable("");
    // Also without the mark, but for the last: that is what the mark is for.
    EXPECT_EQ(read_journal(text, device_.verifier()).has_value(), missing == 3) << missing;
  }
}

TEST_F(UsageJournalTest, AnAlteredLineIsNoticed) {
  put(kJournal, with(text(), "call 2", "call 9"));
  expect_unreadable("");
  EXPECT_FALSE(read_journal(text(), device_.verifier()));
}

TEST_F(UsageJournalTest, WithoutItsMarkItIsUnreadable) {
  std::filesystem::remove(folder_ / kNewest);
  expect_unreadable("shorter than it was");
}

// The power goes out while a line is written, or before the mark is.
TEST_F(UsageJournalTest, ALineThatWasBeingWrittenIsNoneAndTheNextOneTakesItsPlace) {
  const std::string before = text();
  const std::string line = next_line(before, entry(4), device_);
  put(kJournal, before + line.substr(0, line.size() / 2));
  EXPECT_EQ(open()->entries().size(), 3U);
  put(kJournal, before + line);
  EXPECT_EQ(open()->entries().size(), 4U);
  UsageJournal journal = open().value();
  EXPECT_TRUE(journal.append(entry(5)));
  EXPECT_EQ(open()->entries().size(), 5U);
}

TEST_F(UsageJournalTest, ARunningNumberThatIsLeftOutIsNoticed) {
  const std::string before = text();
  EXPECT_FALSE(read_journal(before + next_line(before, entry(5), device_), device_.verifier()));
  EXPECT_FALSE(read_journal(before + next_line(before, entry(3), device_), device_.verifier()));
}

TEST_F(UsageJournalTest, WhatWouldMakeALineOfItsOwnIsNotWritten) {
  UsageJournal journal = open().value();
  NotRecorded bad;
  bad.call = "4711\ndiscarded";
  EXPECT_FALSE(journal.append(bad));
  EXPECT_EQ(open()->entries().size(), 3U);
}

}  // namespace
}  // namespace insyn::usage
