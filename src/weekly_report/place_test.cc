#include "weekly_report/place.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "base/bytes.h"
#include "os/file.h"

namespace insyn::weekly_report {
namespace {

class InsightPlace : public testing::Test {
 protected:
  InsightPlace() { std::filesystem::create_directories(folder_); }
  ~InsightPlace() override { std::filesystem::remove_all(folder_); }

  const Path folder_ = std::filesystem::temp_directory_path() / ("insyn-insight-" + to_hex(random_bytes(8)));
};

TEST_F(InsightPlace, WhereTheServerIsIsRefused) {
  const Path data = folder_ / "data", server = folder_ / "server";
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
