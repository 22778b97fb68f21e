#include "agreement/allowed.h"

#include <gtest/gtest.h>

#include "agreement/testing.h"

namespace insyn::agreement {
namespace {

Terms terms(const std::string& text = example_terms()) { return parse_terms(text).value(); }

Agreement agreement(const std::string& text = example_terms()) {
  const Party employer = employer_party(), union_side = union_party();
  return Agreement::verify(signed_by_both(text, employer, union_side), {employer.keys, union_side.keys})
      .value();
}

// The code of the reason why it is not allowed, or "allowed".
std::string answer(const Allowed& allowed) { return allowed ? "allowed" : code_of(*allowed.why_not); }

std::string at(const Terms& agreed, std::string_view now) { return answer(allowed_at(agreed, utc(now))); }

TEST(Allowed, OnlyWithinTheDates) {
  Terms agreed = terms();
  agreed.hours.reset();
  EXPECT_EQ(at(agreed, "2026-11-30T22:59:59.999Z"), "not-yet");
  EXPECT_EQ(at(agreed, "2026-11-30T23:00:00.000Z"), "allowed");
  EXPECT_EQ(at(agreed, "2027-01-31T22:59:59.999Z"), "allowed");
  EXPECT_EQ(at(agreed, "2027-01-31T23:00:00.000Z"), "expired");
  EXPECT_EQ(to_text(allowed_at(agreed, utc("2026-12-05T12:00:00.000Z")).until), "2027-01-31T23:00:00.000Z");
}

TEST(Allowed, OnlyWithinTheHours) {
  EXPECT_EQ(at(terms(), "2026-12-01T06:59:59.999Z"), "outside-hours");
  EXPECT_EQ(at(terms(), "2026-12-01T07:00:00.000Z"), "allowed");
  EXPECT_EQ(at(terms(), "2026-12-01T16:59:59.999Z"), "allowed");
  EXPECT_EQ(at(terms(), "2026-12-01T17:00:00.000Z"), "outside-hours");
  const Allowed allowed = allowed_at(terms(), utc("2026-12-01T12:00:00.000Z"));
  EXPECT_TRUE(allowed);
  EXPECT_EQ(to_text(allowed.until), "2026-12-01T17:00:00.000Z");
}

TEST(Allowed, OnlyOnTheAgreedDays) {
  EXPECT_EQ(at(terms(), "2026-12-04T12:00:00.000Z"), "allowed");
  EXPECT_EQ(at(terms(), "2026-12-05T12:00:00.000Z"), "outside-days");
  EXPECT_EQ(at(terms(), "2026-12-06T12:00:00.000Z"), "outside-days");
}

TEST(Allowed, DayIsThatOfTheZoneNotOfUtc) {
  const Terms whole_days = terms(with(with(example_terms(), "08:00", "00:00"), "18:00", "24:00"));
  EXPECT_EQ(at(whole_days, "2026-12-06T22:59:59.999Z"), "outside-days");
  EXPECT_EQ(at(whole_days, "2026-12-06T23:00:00.000Z"), "allowed");
}

TEST(Allowed, EndsWithTheAgreementWhereThatComesBeforeTheHours) {
  const Terms agreed = terms(with(example_terms(), "2027-01-31", "2026-12-01T12:00:00Z"));
  EXPECT_EQ(to_text(allowed_at(agreed, utc("2026-12-01T11:00:00.000Z")).until), "2026-12-01T12:00:00.000Z");
}

Terms around_clock_change(std::string_view from, std::string_view to) {
  std::string text = with(with(example_terms(), "2026-12-01", "2026-03-01"), "\"fri\"", "\"fri\", \"sun\"");
  return terms(with(with(text, "08:00", from), "18:00", to));
}

TEST(Allowed, HoursFollowTheClockOverAChange) {
  const Terms agreed = around_clock_change("08:00", "18:00");
  EXPECT_EQ(at(agreed, "2026-03-27T07:00:00.000Z"), "allowed");
  EXPECT_EQ(at(agreed, "2026-03-30T06:00:00.000Z"), "allowed");
  EXPECT_EQ(at(agreed, "2026-03-30T05:59:59.999Z"), "outside-hours");
  const Terms night = around_clock_change("00:00", "18:00");
  EXPECT_EQ(to_text(allowed_at(night, utc("2026-03-29T00:00:00.000Z")).until), "2026-03-29T16:00:00.000Z");
  EXPECT_EQ(to_text(allowed_at(night, utc("2026-10-25T00:00:00.000Z")).until), "2026-10-25T17:00:00.000Z");
}

TEST(Allowed, MinuteThatComesTwiceGivesTheShorterSpan) {
  const Terms begins = around_clock_change("02:30", "18:00");
  EXPECT_EQ(at(begins, "2026-10-25T00:45:00.000Z"), "outside-hours");
  EXPECT_EQ(at(begins, "2026-10-25T01:30:00.000Z"), "allowed");
  const Terms ends = around_clock_change("00:00", "02:30");
  EXPECT_EQ(at(ends, "2026-10-25T00:29:59.999Z"), "allowed");
  EXPECT_EQ(at(ends, "2026-10-25T00:30:00.000Z"), "outside-hours");
  EXPECT_EQ(at(ends, "2026-10-25T01:15:00.000Z"), "outside-hours");
}

TEST(Allowed, ZoneThatThisComputerDoesNotKnowRefuses) {
  Terms agreed = terms();
  agreed.hours->zone = "Europe/Atlantis";
  EXPECT_EQ(at(agreed, "2026-12-01T12:00:00.000Z"), "no-clock");
}

TEST(Allowed, RefusalSaysWhyAndEndsNow) {
  const Utc now = utc("2028-01-01T00:00:00.000Z");
  const Allowed refused = allowed_at(terms(), now);
  EXPECT_FALSE(refused);
  EXPECT_EQ(refused.why_not, reason::Expired{utc("2027-01-31T23:00:00.000Z")});
  EXPECT_EQ(refused.until, now);
  EXPECT_EQ(allowed_at(terms(), utc("2026-12-01T06:00:00.000Z")).why_not,
            (reason::OutsideHours{std::chrono::hours(8), std::chrono::hours(18)}));
  EXPECT_FALSE(Allowed()) << "what nobody has asked is not allowed";
}

TEST(AllowedForCall, CapAndSampleAndDatesEachRefuse) {
  const Agreement all = agreement(with(example_terms(), "sample = 0.2", "sample = 1"));
  const Utc now = utc("2026-12-01T12:00:00.000Z");
  EXPECT_EQ(answer(allowed_for_call(all, now, "a", "c", 9)), "allowed");
  EXPECT_EQ(answer(allowed_for_call(all, now, "a", "c", 10)), "cap-reached");
  EXPECT_EQ(answer(allowed_for_call(all, utc("2026-12-01T05:00:00.000Z"), "a", "c", 0)), "outside-hours");
  const Agreement few = agreement(with(example_terms(), "sample = 0.2", "sample = 1e-300"));
  EXPECT_EQ(answer(allowed_for_call(few, now, "a", "c", 0)), "not-sampled");
}

int sampled_of_ten_thousand(const Agreement& agreed) {
  int count = 0;
  for (int i = 0; i < 10'000; ++i) count += is_sampled(agreed, "agent", std::to_string(i)) ? 1 : 0;
  return count;
}

TEST(Sample, IsAboutTheAgreedPart) {
  EXPECT_NEAR(sampled_of_ten_thousand(agreement()), 2000, 250);
  EXPECT_EQ(sampled_of_ten_thousand(agreement(with(example_terms(), "sample = 0.2", "sample = 1.0"))),
            10'000);
}

TEST(Sample, IsTheSameEachTimeAndDependsOnTextAgentAndCall) {
  const Agreement one = agreement(), again = agreement();
  const Agreement other = agreement(with(example_terms(), "2026-11\"", "2026-12\""));
  int same = 0, other_text = 0, other_agent = 0, other_split = 0;
  for (int i = 0; i < 1000; ++i) {
    const std::string call = std::to_string(i);
    const bool sampled = is_sampled(one, "a", call);
    same += sampled == is_sampled(again, "a", call) ? 1 : 0;
    other_text += sampled == is_sampled(other, "a", call) ? 1 : 0;
    other_agent += sampled == is_sampled(one, "b", call) ? 1 : 0;
    other_split += is_sampled(one, "a1", call) == is_sampled(one, "a", "1" + call) ? 1 : 0;
  }
  EXPECT_EQ(same, 1000);
  EXPECT_LT(other_text, 1000);
  EXPECT_LT(other_agent, 1000);
  EXPECT_LT(other_split, 1000);
}

}  // namespace
}  // namespace insyn::agreement
