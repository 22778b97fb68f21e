#include "cli/verbs/audio_attach.h"

#include <gtest/gtest.h>

namespace insyn::cli {
namespace {

TEST(CallTime, SpansAreHoursMinutesAndSeconds) {
  const std::vector<std::pair<const char*, std::uint64_t>> spans = {
      {"0", 0},       {"750.25", 750'250}, {"12:30", 750'000},   {"1:02:03.5", 3'723'500},
      {"90", 90'000}, {"0.001", 1},        {"90:00", 5'400'000}, {"1.0009", 1'000}};
  for (const auto& [text, span] : spans) EXPECT_EQ(parse_span(text).value(), span) << text;
  for (const char* bad :
       {"", ":", "1:", ":1", "1:2:3:4", "-1", "1.", ".5", "x", "1x", "1,5", "1:2:", "99999999999"})
    EXPECT_FALSE(parse_span(bad)) << bad;
}

TEST(CallTime, IsOfItsOffsetOrOfTheAgreementsZone) {
  const auto utc = [](const char* text) {
    return to_text(parse_call_time(text, "Europe/Stockholm").value());
  };
  EXPECT_EQ(utc("2026-12-01T09:15:03.250+01:00"), "2026-12-01T08:15:03.250Z");
  EXPECT_EQ(utc("2026-12-01T08:15:03Z"), "2026-12-01T08:15:03.000Z");
  EXPECT_EQ(utc("2026-12-01T09:15:03.250"), "2026-12-01T08:15:03.250Z");
  EXPECT_EQ(utc("2026-07-01 09:15:03"), "2026-07-01T07:15:03.000Z");
  // The clocks are set back at three.
  const auto twice = parse_call_time("2026-10-25T02:30:00", "Europe/Stockholm");
  ASSERT_FALSE(twice);
  EXPECT_NE(twice.error().message.find("twice"), std::string::npos);
  EXPECT_EQ(utc("2026-10-25T02:30:00+02:00"), "2026-10-25T00:30:00.000Z");
  for (const char* bad :
       {"", "yesterday", "2026-12-01", "2026-13-01T09:15:03", "09:15:03", "2026-12-01T25:00:00"})
    EXPECT_FALSE(parse_call_time(bad, "UTC")) << bad;
}

}  // namespace
}  // namespace insyn::cli
