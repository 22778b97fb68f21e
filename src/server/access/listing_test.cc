#include "server/access/listing.h"

#include <gtest/gtest.h>

#include "server/access/testing.h"

namespace insyn::server {
namespace {

class ListingTest : public testing::Test {
 protected:
  void put(int number, const std::string& day, const std::string& kind, const std::string& level = "full") {
    ASSERT_TRUE(
        centre.execute("INSERT INTO recordings (id, state, agreement, device, agent, call_id, kind, queue, "
                       "began, day, kept_until, "
                       "level, chunks, bytes, received, entry, opening_note, closing_note, journal) VALUES "
                       "(:id, 'stored', 'x', "
                       "'desk-12', 'a17', 'call-4711', :kind, 'q', 1764576903250, :day, 0, :level, :chunks, "
                       "1, 0, 0, '', '', '')",
                       {fmt::format("{:032x}", number), kind, day, level, std::int64_t{number}}));
  }
  json::Json list(const std::string& query, const std::string& session) {
    const http::Answer answer = centre.ask({"GET", "/v1/recordings" + query, "", session});
    said = TestServer::said(answer);
    body = answer.body;
    return TestServer::json_of(answer);
  }
  std::vector<int> numbers(const std::string& query) {
    std::vector<int> all;
    const json::Json page = list(query, reviewer);
    for (const json::Json& one : page["recordings"])
      all.push_back(std::stoi(one["id"].get<std::string>(), nullptr, 16));
    return all;
  }
  using Numbers = std::vector<int>;

  TestCentre centre;
  const std::string reviewer = centre.sign_up("granskare", ledger::Role::kReviewer);
  const std::string union_ = centre.sign_up("facket", ledger::Role::kUnion);
  std::string said, body;
};

TEST_F(ListingTest, IsFoldedForReviewers) {
  put(1, "2026-12-01", "faktura");
  const auto folded = list("", reviewer)["recordings"][0];
  EXPECT_EQ(folded, (json::Json{{"id", fmt::format("{:032x}", 1)},
                                {"agreement", "x"},
                                {"day", "2026-12-01"},
                                {"kind", "faktura"},
                                {"level", "full"},
                                {"length", "under-2-minutes"}}));
  for (const char* never : {"desk-12", "a17", "4711", "1764576903250", "08:15", "began"})
    EXPECT_EQ(body.find(never), std::string::npos) << never;
  EXPECT_EQ(list("", union_)["recordings"][0]["agent"], "a17");
}

TEST_F(ListingTest, IsFilteredAndPaged) {
  for (int i = 1; i <= 9; ++i)
    put(i, fmt::format("2026-12-0{}", 1 + i / 4), i % 2 ? "faktura" : "flytt", i == 5 ? "metrics" : "full");
  EXPECT_EQ(numbers(""), (Numbers{9, 8, 7, 6, 5, 4, 3, 2, 1}));
  EXPECT_EQ(numbers("?kind=flytt"), (Numbers{8, 6, 4, 2}));
  EXPECT_EQ(numbers("?level=metrics"), Numbers{5});
  EXPECT_EQ(numbers("?from=2026-12-02&to=2026-12-02&kind=faktura"), (Numbers{7, 5}));
  EXPECT_EQ(numbers("?kind=faktura%20"), Numbers());
  Numbers all;
  std::string query = "?most=2";
  for (int page = 0; page < 5; ++page) {
    const auto some = numbers(query);
    all.insert(all.end(), some.begin(), some.end());
    const auto json = json::Json::parse(body);
    EXPECT_EQ(json.contains("next"), page < 4);
    if (page < 4) query = "?most=2&after=" + json["next"].get<std::string>();
  }
  EXPECT_EQ(all, (Numbers{9, 8, 7, 6, 5, 4, 3, 2, 1}));
  for (const char* wrong : {"?from=yesterday", "?level=all", "?most=0", "?most=201", "?after=x", "?agent=a17",
                            "?kind=", "?after=2026-12-01.x", "?kind=a&kind=b"}) {
    list(wrong, reviewer);
    EXPECT_EQ(said, "400 query") << wrong;
  }
}

}  // namespace
}  // namespace insyn::server
