#include "weekly_report/place.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "os/file.h"
#include "support/temp_folder.h"

namespace insyn::weekly_report {
namespace {

TEST(InsightPlace, WhereTheServerIsIsRefused) {
  const support::TempFolder folder;
  const Path data = folder / "data", server = folder / "server";
  ASSERT_TRUE(ensure_private_folder(data));
  // Of another user nothing is wrong yet: what is missing are the settings.
  auto opened = open_place({data}, "/nowhere");
  ASSERT_FALSE(opened);
  EXPECT_NE(opened.error().message.find(kSettingsFile), std::string::npos) << opened.error().message;
  ASSERT_TRUE(ensure_private_folder(server));
  opened = open_place({data}, server);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, Code::kDenied);
  EXPECT_NE(opened.error().message.find("never made by the server"), std::string::npos);
  ASSERT_TRUE(write_file(data / "insyn-server.toml", {}, Access::kOwnerOnly, IfExists::kRefuse));
  opened = open_place({data}, "/nowhere");
  ASSERT_FALSE(opened);
  EXPECT_NE(opened.error().message.find("a server's folder"), std::string::npos) << opened.error().message;
}

}  // namespace
}  // namespace insyn::weekly_report
