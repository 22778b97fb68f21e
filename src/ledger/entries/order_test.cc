#include "ledger/entries/order.h"

#include <gtest/gtest.h>

#include "ledger/entries/testing.h"

namespace insyn::ledger {
namespace {

// The fault of the last of these entries; those before it have none.
std::optional<Fault> fault_of_last(const std::vector<Entry>& entries) {
  Order order;
  std::optional<Fault> last;
  for (const Entry& entry : entries) {
    EXPECT_FALSE(last);
    last = order.take(entry);
  }
  return last;
}

std::vector<Entry> first(std::size_t count) {
  auto all = example_entries();
  all.resize(count);
  return all;
}

std::vector<Entry> with_last(std::vector<Entry> entries, AnyEntry what,
                             Utc time = example_time("2026-12-02T12:00:00.000Z")) {
  entries.push_back({time, std::move(what)});
  return entries;
}

// The fault of `what` as the next entry after the first `count` of the example.
std::optional<Fault> fault_after(std::size_t count, AnyEntry what) {
  return fault_of_last(with_last(first(count), std::move(what)));
}
Fault none(std::uint64_t of, std::string_view wanted) { return FollowsFromNone{of, wanted}; }

TEST(Order, WholeExampleIsInOrder) { EXPECT_EQ(fault_of_last(example_entries()), std::nullopt); }

TEST(Order, NothingIsPeeledWithoutAnApprovalNorApprovedWithoutARequest) {
  EXPECT_EQ(fault_after(6, PeelHandedOut{{5}, {}}), none(5, "approval"));
  EXPECT_EQ(fault_after(6, PeelHandedOut{{6}, {}}), none(6, "approval")) << "of itself";
  EXPECT_EQ(fault_after(6, PeelHandedOut{{7}, {}}), none(7, "approval")) << "of one to come";
  EXPECT_EQ(fault_after(5, RequestApproved{{4}, "p", ApprovedBy::kRules, {}}), none(4, "request"));
  EXPECT_EQ(fault_after(0, RequestApproved{{0}, "p", ApprovedBy::kRules, {}}), none(0, "request"));
}

TEST(Order, NothingIsReadOrExportedWithoutAPeel) {
  EXPECT_EQ(fault_after(7, ReadingBegun{{6}}), none(6, "peel"));
  EXPECT_EQ(fault_after(7, ExportReported{{5}, ExportForm::kText}), none(5, "peel"));
  EXPECT_EQ(fault_after(8, ReadingBegun{{~std::uint64_t{0}}}), none(~std::uint64_t{0}, "peel"));
  EXPECT_EQ(fault_after(8, ReadingBegun{{7}}), std::nullopt);
}

TEST(Order, NothingIsOpenedAfterTheTimeThatWasAskedFor) {
  const Utc late = example_time("2026-12-09T09:00:00.001Z");
  const Utc last = example_time("2026-12-09T09:00:00.000Z");
  const Fault after = AfterItsTime{5, last};
  EXPECT_EQ(fault_of_last(with_last(first(8), ReadingBegun{{7}}, last)), std::nullopt);
  EXPECT_EQ(fault_of_last(with_last(first(8), ReadingBegun{{7}}, late)), after);
  EXPECT_EQ(fault_of_last(with_last(first(8), ExportReported{{7}, ExportForm::kVideo}, late)), after);
  EXPECT_EQ(fault_of_last(with_last(first(7), PeelHandedOut{{6}, {}}, late)), after);
}

TEST(Order, ForkIsOfAReceivedRecording) {
  EXPECT_EQ(fault_after(5, RecordingForked{{3}, {}}), none(3, "received"));
  EXPECT_EQ(fault_after(5, RecordingForked{{4}, {}}), std::nullopt);
}

TEST(Order, NothingFollowsFromWhatIsNotInOrderOrCannotBeRead) {
  Order order;
  EXPECT_EQ(order.take(fail(Code::kCorrupt, "line 1")), Fault(Unreadable{"line 1"}));
  EXPECT_EQ(order.take(Entry{Utc{}, RequestApproved{{0}, "p", ApprovedBy::kRules, {}}}), none(0, "request"));
  EXPECT_EQ(order.take(Entry{Utc{}, PeelHandedOut{{1}, {}}}), none(1, "approval"));
}

TEST(Order, RequestIsFoundByAllThatFollowsFromIt) {
  Order order;
  for (const Entry& entry : example_entries()) (void)order.take(entry);
  for (const std::uint64_t number : {5U, 6U, 7U, 8U, 9U}) EXPECT_EQ(order.request_of(number), 5U) << number;
  for (const std::uint64_t number : {4U, 10U, 11U, 16U}) EXPECT_EQ(order.request_of(number), std::nullopt);
  EXPECT_TRUE(order.take(Entry{Utc{}, ReadingBegun{{6}}}));
  EXPECT_EQ(order.request_of(16), std::nullopt) << "of one with a fault";
}

TEST(Order, FaultsHaveNamesOfTheirOwn) {
  EXPECT_STREQ(name_of(Fault(Unreadable{})), "unreadable");
  EXPECT_STREQ(name_of(Fault(FollowsFromNone{})), "follows-from-none");
  EXPECT_STREQ(name_of(Fault(AfterItsTime{})), "after-its-time");
}

}  // namespace
}  // namespace insyn::ledger
