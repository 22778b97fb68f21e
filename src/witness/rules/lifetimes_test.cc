#include "witness/rules/lifetimes.h"

#include <gtest/gtest.h>

#include "agreement/testing.h"

namespace insyn::witness {
namespace {

using ledger::RecordingId;
using ledger::ShreddedBecause;

// A recording that began on 1 December in Stockholm, is kept for 30 days, and so has 31 December as its last.
class LifetimesTest : public testing::Test {
 protected:
  LifetimesTest() {
    id_.bytes.fill(1);
    EXPECT_EQ(lifetimes_.begin(3, id_, began_, terms_), std::nullopt);
    EXPECT_EQ(lifetimes_.receive(id_), std::nullopt);
  }
  static Utc time(const char* text) { return parse_utc(text).value(); }
  std::optional<Broken> shred(const char* at, ShreddedBecause because = ShreddedBecause::kRetention) {
    return lifetimes_.shred(9, time(at), {id_, because});
  }
  std::vector<Breach> check(const char* now) { return lifetimes_.check(time(now)); }

  const agreement::Terms terms_ = agreement::parse_terms(agreement::example_terms()).value();
  const Utc began_ = time("2026-12-01T08:15:03.250Z");
  const Utc over_ = time("2026-12-30T23:00:00.000Z");
  const Utc due_ = time("2026-12-31T23:00:00.000Z");
  RecordingId id_;
  Lifetimes lifetimes_;
};

TEST_F(LifetimesTest, ShreddedOnItsLastDayIsInOrder) {
  EXPECT_EQ(shred("2026-12-30T23:00:00.000Z"), std::nullopt);
  EXPECT_EQ(check("2027-06-01T00:00:00.000Z"), std::vector<Breach>{});
  EXPECT_EQ(shred("2027-06-01T00:00:00.000Z"), std::nullopt) << "once more says nothing new";
}

TEST_F(LifetimesTest, NotShreddedIsToldOnceFromTheEndOfItsLastDay) {
  EXPECT_EQ(check("2026-12-31T22:59:59.999Z"), std::vector<Breach>{});
  EXPECT_EQ(check("2026-12-31T23:00:00.000Z"), (std::vector<Breach>{{3, NotShredded{due_}}}));
  EXPECT_EQ(check("2027-01-01T23:00:00.000Z"), std::vector<Breach>{});
  EXPECT_EQ(shred("2027-01-02T00:00:00.000Z"), std::nullopt) << "it was told";
}

TEST_F(LifetimesTest, ShreddedTooLateIsToldWhereItWasNotBefore) {
  EXPECT_EQ(shred("2026-12-31T23:00:00.000Z"), Broken(NotShredded{due_}));
}

TEST_F(LifetimesTest, ShreddedTooEarlyIsTold) {
  EXPECT_EQ(shred("2026-12-30T22:59:59.999Z"), Broken(ShreddedEarly{over_}));
}

TEST_F(LifetimesTest, CustomersErasureIsNeverTooEarly) {
  EXPECT_EQ(shred("2026-12-02T00:00:00.000Z", ShreddedBecause::kErasure), std::nullopt);
}

TEST_F(LifetimesTest, DiscardIsShreddedWithinADayAndHasAnEntry) {
  EXPECT_EQ(shred("2026-12-02T00:00:00.000Z", ShreddedBecause::kDiscard), Broken(ShreddedWithoutDiscard{}));
  id_.bytes.fill(2);
  EXPECT_EQ(lifetimes_.begin(4, id_, time("2026-12-01T09:00:00.000Z"), terms_), std::nullopt);
  EXPECT_EQ(lifetimes_.discard(5, time("2026-12-02T12:00:00.000Z"), id_), std::nullopt);
  EXPECT_EQ(lifetimes_.hold(id_, time("2027-06-01T00:00:00.000Z")), std::nullopt) << "holds nothing any more";
  EXPECT_EQ(check("2026-12-03T11:59:59.999Z"), std::vector<Breach>{});
  EXPECT_EQ(check("2026-12-03T12:00:00.000Z"),
            (std::vector<Breach>{{4, NotShredded{time("2026-12-03T12:00:00.000Z")}}}));
  EXPECT_EQ(shred("2026-12-03T12:30:00.000Z", ShreddedBecause::kDiscard), std::nullopt);
}

TEST_F(LifetimesTest, HoldKeepsForLongerAndNotForGood) {
  EXPECT_EQ(lifetimes_.hold(id_, time("2027-02-28T23:00:00.000Z")), std::nullopt);
  EXPECT_EQ(check("2027-02-28T23:00:00.000Z"), std::vector<Breach>{});
  EXPECT_EQ(check("2027-03-01T23:00:00.000Z").size(), 1U);
}

TEST_F(LifetimesTest, ShorterHoldTakesNothingAway) {
  EXPECT_EQ(lifetimes_.hold(id_, time("2026-12-05T00:00:00.000Z")), std::nullopt);
  EXPECT_EQ(check("2026-12-31T22:59:59.999Z"), std::vector<Breach>{});
  EXPECT_EQ(shred("2026-12-06T00:00:00.000Z"), Broken(ShreddedEarly{over_}));
}

TEST_F(LifetimesTest, GoneIsNotThere) {
  EXPECT_EQ(lifetimes_.check_there(id_), std::nullopt);
  (void)shred("2026-12-31T00:00:00.000Z");
  EXPECT_EQ(lifetimes_.check_there(id_), Broken(OpenedWhenGone{9}));
  id_.bytes.fill(2);
  EXPECT_EQ(lifetimes_.begin(4, id_, time("2026-12-01T09:00:00.000Z"), terms_), std::nullopt);
  EXPECT_EQ(lifetimes_.discard(5, time("2026-12-02T12:00:00.000Z"), id_), std::nullopt);
  EXPECT_EQ(lifetimes_.check_there(id_), Broken(OpenedWhenGone{5})) << "from its discard on";
}

TEST_F(LifetimesTest, NothingIsAboutARecordingThatWasNeverCertified) {
  id_.bytes.fill(2);
  EXPECT_EQ(lifetimes_.check_there(id_), Broken(NeverCertified{}));
  EXPECT_EQ(lifetimes_.receive(id_), Broken(NeverCertified{}));
  EXPECT_EQ(lifetimes_.hold(id_, due_), Broken(NeverCertified{}));
  EXPECT_EQ(lifetimes_.discard(5, over_, id_), Broken(NeverCertified{}));
  EXPECT_EQ(shred("2026-12-31T00:00:00.000Z"), Broken(NeverCertified{}));
}

TEST_F(LifetimesTest, WhatHasNotArrivedIsToldAfterAWeekOrOnItsLastDay) {
  id_.bytes.fill(2);
  EXPECT_EQ(lifetimes_.begin(4, id_, began_, terms_), std::nullopt);
  EXPECT_EQ(check("2026-12-08T08:15:03.249Z"), std::vector<Breach>{});
  EXPECT_EQ(check("2026-12-08T08:15:03.250Z"), (std::vector<Breach>{{4, NotReceived{began_}}}));
  EXPECT_EQ(check("2026-12-09T00:00:00.000Z"), std::vector<Breach>{}) << "once";
  EXPECT_EQ(shred("2026-12-31T00:00:00.000Z"), std::nullopt);
  // Kept for two days.
  agreement::Terms brief = terms_;
  brief.retention_days = 2;
  id_.bytes.fill(3);
  EXPECT_EQ(lifetimes_.begin(5, id_, began_, brief), std::nullopt);
  EXPECT_EQ(check("2026-12-02T22:59:59.999Z"), std::vector<Breach>{});
  EXPECT_EQ(check("2026-12-02T23:00:00.000Z"), (std::vector<Breach>{{5, NotReceived{began_}}}));
}

TEST_F(LifetimesTest, WhatHasNotArrivedIsToldWithItsShreddingWhereItWasNotBefore) {
  id_.bytes.fill(2);
  EXPECT_EQ(lifetimes_.begin(4, id_, began_, terms_), std::nullopt);
  EXPECT_EQ(shred("2026-12-31T00:00:00.000Z"), Broken(NotReceived{began_}));
  id_.bytes.fill(3);
  EXPECT_EQ(lifetimes_.begin(5, id_, began_, terms_), std::nullopt);
  EXPECT_EQ(shred("2026-12-02T00:00:00.000Z", ShreddedBecause::kErasure), std::nullopt);
  id_.bytes.fill(4);
  EXPECT_EQ(lifetimes_.begin(6, id_, began_, terms_), std::nullopt);
  EXPECT_EQ(lifetimes_.discard(7, began_, id_), std::nullopt);
  EXPECT_EQ(check("2026-12-31T00:00:00.000Z").size(), 1U) << "only that it was not shredded in a day";
}

TEST_F(LifetimesTest, SecondCertificateOfAnIdIsToldAndChangesNothing) {
  EXPECT_EQ(lifetimes_.begin(7, id_, time("2026-12-20T08:00:00.000Z"), terms_), Broken(CertifiedTwice{3}));
  EXPECT_EQ(check("2026-12-31T23:00:00.000Z"), (std::vector<Breach>{{3, NotShredded{due_}}}));
}

}  // namespace
}  // namespace insyn::witness
