#include "server/access/weeks.h"

#include <gtest/gtest.h>

#include "server/access/testing.h"

namespace insyn::server {
namespace {

class WeeksTest : public AccessTest {
 protected:
  void put(const std::string& day, const std::string& applications, const std::string& level,
           const Value& minutes, const Value& withheld, const std::string& kept_until) {
    ASSERT_TRUE(centre.execute(
        "INSERT INTO recordings (id, state, agreement, device, agent, call_id, kind, queue, began, day, "
        "kept_until, level, withheld, minutes, applications, chunks, bytes, received, entry, opening_note, "
        "closing_note, journal) VALUES (:id, 'stored', 'x', 'desk-12', 'a17', 'c', 'k', 'q', 0, :day, :kept, "
        ":level, :withheld, :minutes, :applications, 1, 1, 0, 0, '', '', '')",
        {fmt::format("{:032x}", ++put_), day,
         recording::utc(kept_until + "T00:00:00.000Z").time_since_epoch().count(), level, withheld, minutes,
         applications}));
  }
  json::Json weeks(const std::string& query = "") {
    EXPECT_EQ(get("/v1/weeks" + query, union_), "200");
    return json()["weeks"];
  }

 private:
  int put_ = 0;
};

TEST_F(WeeksTest, AreSummedByWeekAndApplication) {
  const std::int64_t one = 1, five = 5, ten = 10, all = 100;
  put("2026-11-30", "Kundstöd", "full", five, ten, "2026-12-30");         // a Monday
  put("2026-12-06", "Kundstöd\nWiki", "masked", one, all, "2027-01-05");  // its Sunday
  put("2026-12-01", "Kundstöd", "metrics", Value(), Value(), "2026-12-31");
  put("2026-11-29", "Wiki", "full", ten, std::int64_t{0}, "2026-12-29");  // the week before
  const auto levels = [](int metrics, int masked, int full) {
    return json::Json{{"metrics", metrics}, {"structure", 0}, {"masked", masked}, {"full", full}};
  };
  const auto kept = [](const char* earliest, const char* latest) {
    return json::Json{{"earliest", std::string(earliest) + "T00:00:00.000Z"},
                      {"latest", std::string(latest) + "T00:00:00.000Z"}};
  };
  const json::Json kundstod = {{"week", "2026-11-30"},
                               {"application", "Kundstöd"},
                               {"recordings", 3},
                               {"minutes", 6},
                               {"withheld", 55},
                               {"levels", levels(1, 1, 1)},
                               {"kept_until", kept("2026-12-30", "2027-01-05")}};
  const json::Json wiki = {{"week", "2026-11-30"},
                           {"application", "Wiki"},
                           {"recordings", 1},
                           {"minutes", 1},
                           {"withheld", 100},
                           {"levels", levels(0, 1, 0)},
                           {"kept_until", kept("2027-01-05", "2027-01-05")}};
  const json::Json before = {{"week", "2026-11-23"},
                             {"application", "Wiki"},
                             {"recordings", 1},
                             {"minutes", 10},
                             {"withheld", 0},
                             {"levels", levels(0, 0, 1)},
                             {"kept_until", kept("2026-12-29", "2026-12-29")}};
  EXPECT_EQ(weeks(), (json::Json{kundstod, wiki, before}));
  EXPECT_EQ(weeks("?from=2026-12-04"), (json::Json{kundstod, wiki}));
  EXPECT_EQ(weeks("?from=2026-12-07"), json::Json::array());
}

TEST_F(WeeksTest, AreTheUnions) {
  for (const std::string& session : {reviewer, analyst}) EXPECT_EQ(get("/v1/weeks", session), "403 role");
  for (const char* wrong : {"?from=x", "?to=2026-12-01", "?from=2026-12-01&from=2026-12-01", "?from"})
    EXPECT_EQ(get(std::string("/v1/weeks") + wrong, union_), "400 query") << wrong;
}

}  // namespace
}  // namespace insyn::server
