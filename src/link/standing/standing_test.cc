#include "link/standing/standing.h"

#include <gtest/gtest.h>

namespace insyn::link {
namespace {

Utc at(std::string_view text) { return parse_utc(text).value(); }

Standing example() {
  Standing standing;
  standing.written = at("2026-12-01T08:00:00.000Z");
  standing.server = "https://insyn.example";
  standing.contact = at("2026-12-01T07:59:00.000Z");
  standing.trouble =
      Trouble{Obstacle::kBusy, "503", at("2026-12-01T07:00:00.000Z"), at("2026-12-01T09:00:00.000Z")};
  standing.beside_call = true;
  standing.waiting = 3;
  standing.waiting_bytes = 4711;
  standing.kept = 2;
  standing.discards = 1;
  standing.in_force_until = at("2026-12-01T12:00:00.000Z");
  standing.stuck = {{"0123456789abcdef0123456789abcdef",
                     {Obstacle::kFalseReceipt, "“no”", at("2026-12-01T07:00:00.000Z"),
                      at("2026-12-02T07:00:00.000Z"), Refused{403, "clock"}}}};
  standing.refused = {"roster: not signed"};
  standing.recorders = 2;
  standing.calls = {{"pbx", "source"}, {"other", "nothing"}};
  return standing;
}

TEST(Standing, IsReadAsItWasWritten) {
  EXPECT_EQ(parse_standing(text_of(example())).value(), example());
  EXPECT_EQ(parse_standing(text_of(Standing{})).value(), Standing{});
}

TEST(Standing, EveryObstacleHasACode) {
  for (int number = 0; number <= static_cast<int>(Obstacle::kHere); ++number) {
    const auto obstacle = static_cast<Obstacle>(number);
    EXPECT_EQ(parse_obstacle(code_of(obstacle)), obstacle) << number;
  }
  EXPECT_FALSE(parse_obstacle("none"));
}

TEST(Standing, AnythingElseIsRefused) {
  for (const char* text : {"", "x", "[]", "{}", "{\"insyn_link_status\":2}", "7", "null"})
    EXPECT_FALSE(parse_standing(text)) << text;
  const std::string good = text_of(example());
  const auto with = [&](std::string_view from, std::string_view to) {
    std::string text = good;
    text.replace(text.find(from), from.size(), to);
    return parse_standing(text);
  };
  EXPECT_FALSE(with("\"waiting\": 3", "\"waiting\": -3"));
  EXPECT_FALSE(with("\"waiting\": 3", "\"waiting\": \"3\""));
  EXPECT_FALSE(with("\"beside_call\": true", "\"beside_call\": 1"));
  EXPECT_FALSE(with("busy", "lazy"));
  EXPECT_FALSE(with("\"nothing\"", "\"moon\""));
  EXPECT_FALSE(with("\"recorders\": 2", "\"recorders\": -2"));
  EXPECT_FALSE(with("2026-12-01T08:00:00.000Z", "yesterday"));
  EXPECT_FALSE(with("false-receipt", "x"));
  EXPECT_FALSE(with("\"refused\": [", "\"refuse\": ["));
  EXPECT_FALSE(with("\"status\": 403", "\"status\": 1000"));
  EXPECT_FALSE(with("\"status\": 403", "\"stats\": 403"));
}

}  // namespace
}  // namespace insyn::link
