#include "server/administration/reports.h"

#include <gtest/gtest.h>

#include "server/log/testing.h"

namespace insyn::server {
namespace {

TEST(LinkReport, IsReadStrictly) {
  const auto good = parse_report(R"({"version":"0.1.0","waiting":3,"faults":["clock","damaged"]})");
  ASSERT_TRUE(good);
  EXPECT_EQ(good->version, "0.1.0");
  EXPECT_EQ(good->waiting, 3U);
  EXPECT_EQ(good->faults, (std::vector<std::string>{"clock", "damaged"}));
  std::string many = R"(["a")";
  for (int i = 0; i < 16; ++i) many += R"(,"a")";
  for (const std::string& wrong :
       {std::string(), std::string("[]"), std::string(R"({"version":"1","waiting":3})"),
        std::string(R"({"version":"1","waiting":-1,"faults":[]})"),
        std::string(R"({"version":"1","waiting":1000000001,"faults":[]})"),
        std::string(R"({"version":"<b>","waiting":1,"faults":[]})"),
        std::string(R"({"version":"","waiting":1,"faults":[]})"),
        std::string(R"({"version":"1","waiting":1,"faults":["a b"]})"),
        std::string(R"({"version":"1","waiting":1,"faults":["<script>"]})"),
        std::string(R"({"version":"1","waiting":1,"faults":[""]})"),
        std::string(R"({"version":"1","waiting":1,"faults":[],"agent":"a17"})"),
        R"({"version":")" + std::string(41, '1') + R"(","waiting":1,"faults":[]})",
        R"({"version":"1","waiting":1,"faults":[")" + std::string(41, 'a') + R"("]})",
        R"({"version":"1","waiting":1,"faults":)" + many + "]}"})
    EXPECT_FALSE(parse_report(wrong)) << wrong;
}

TEST(LinkReport, TheNewestOfEachLinkIsKept) {
  TestLedger centre;
  const http::Route route = report_route(*centre.database, centre.clock);
  const auto report = [&](const std::string& link, const std::string& body) {
    http::Request request;
    request.caller = {http::Role::kLink, link};
    request.body = body;
    return std::get<http::Handle>(route.handler)(request).status;
  };
  EXPECT_EQ(report("one", R"({"version":"1","waiting":1,"faults":["clock"]})"), 204);
  EXPECT_EQ(report("two", R"({"version":"1","waiting":2,"faults":[]})"), 204);
  EXPECT_EQ(report("one", R"({"version":"2","waiting":0,"faults":[]})"), 204);
  EXPECT_EQ(report("one", "no"), 400);
  EXPECT_TRUE(centre.database->read([](Transaction& transaction) -> Status {
    TRY_ASSIGN(
        const auto rows,
        transaction.query("SELECT key_id, version, waiting, faults FROM link_reports ORDER BY key_id"));
    EXPECT_EQ(rows.size(), 2U);
    EXPECT_EQ(text(rows[0][1]), "2");
    EXPECT_EQ(number(rows[1][2]), 2);
    return {};
  }));
}

}  // namespace
}  // namespace insyn::server
