#include "weekly_report/settings.h"

#include <gtest/gtest.h>

#include "base/testing.h"

namespace insyn::weekly_report {
namespace {

const std::string kWhole = R"(insyn_insight = 1
server = "https://insyn.example:8443"
authority = "server.pem"
account = "insikt"
passphrase_file = "passphrase"
agreement = "agreement.note"
pins = ["employer.pub", "/etc/pins/union.pub"]
sign = "insight.sign"
language = "en"
try_again_minutes = 60
[calls]
files = ["calls.csv"]
zone = "Europe/Stockholm"
columns = ["call=Samtal"]
[ask]
purpose = "search-fails"
because = "Veckans rapport."
key = "insight.age"
)";

TEST(InsightSettings, AreReadWithPathsRelativeToTheirFolder) {
  const auto settings = parse_settings(kWhole, "/data");
  ASSERT_TRUE(settings) << settings.error().message;
  EXPECT_EQ(settings->server, "https://insyn.example:8443");
  EXPECT_EQ(settings->authority, Path("/data/server.pem"));
  EXPECT_EQ(settings->account, "insikt");
  EXPECT_EQ(settings->passphrase, Path("/data/passphrase"));
  EXPECT_EQ(settings->pins, (std::vector<Path>{"/data/employer.pub", "/etc/pins/union.pub"}));
  EXPECT_EQ(settings->sign, Path("/data/insight.sign"));
  EXPECT_EQ(settings->key, Path("/data/insight.age"));
  EXPECT_EQ(settings->files, std::vector<Path>{"/data/calls.csv"});
  EXPECT_EQ(settings->zone, "Europe/Stockholm");
  EXPECT_EQ(settings->columns, std::vector<std::string>{"call=Samtal"});
  ASSERT_TRUE(settings->ask);
  EXPECT_EQ(settings->ask->purpose, "search-fails");
  EXPECT_EQ(settings->language, words::Language::kEnglish);
  EXPECT_EQ(settings->pause, std::chrono::minutes(60));
}

TEST(InsightSettings, WithoutAskingNoKeyIsNeeded) {
  const auto settings = parse_settings(kWhole.substr(0, kWhole.find("[ask]")), "/data");
  ASSERT_TRUE(settings) << settings.error().message;
  EXPECT_FALSE(settings->ask);
  EXPECT_FALSE(settings->key);
}

TEST(InsightSettings, WhatIsMissingUnknownOrWrongIsNamed) {
  const std::vector<std::pair<std::string, std::string>> changes = {
      {with(kWhole, "insyn_insight = 1", "insyn_insight = 2"), "insyn_insight"},
      {with(kWhole, "server =", "sever ="), "server"},
      {with(kWhole, "pins = [\"employer.pub\", \"/etc/pins/union.pub\"]\n", ""), "pins"},
      {with(kWhole, "files = [\"calls.csv\"]\n", ""), "calls.files"},
      {with(kWhole, "\"en\"", "\"no\""), "language"},
      {with(kWhole, "minutes = 60", "minutes = 0"), "try_again_minutes"},
      {with(kWhole, "key = \"insight.age\"\n", ""), "ask.key"},
      {with(kWhole, "[ask]", "more = 1\n[ask]"), "calls.more"},
      {kWhole.substr(0, kWhole.find("[calls]")), "[calls]"}};
  for (const auto& [text, named] : changes) {
    const auto settings = parse_settings(text, "/data");
    ASSERT_FALSE(settings) << named;
    EXPECT_EQ(settings.error().code, Code::kCorrupt);
    EXPECT_NE(settings.error().message.find(named), std::string::npos) << settings.error().message;
  }
}

}  // namespace
}  // namespace insyn::weekly_report
