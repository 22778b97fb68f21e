#include "link/store/data_folder.h"

#include <gtest/gtest.h>

#include "os/file.h"

namespace insyn::link {
namespace {

using std::filesystem::perms;

class DataFolderTest : public testing::Test {
 protected:
  DataFolderTest() {
    EXPECT_TRUE(create_folder(folder_));
    put(kConfigurationFile, "insyn_link = 1\nserver = \"https://insyn.example\"\nspools = [\"/spool\"]\n");
    put("link.sign", note::Signer::generate("desk-12").value().secret_text() + "\n");
  }
  ~DataFolderTest() override { std::filesystem::remove_all(folder_); }
  void put(const char* name, const std::string& text) {
    EXPECT_TRUE(write_file(folder_ / name, view_of(text), Access::kOwnerOnly, IfExists::kReplace));
  }
  static perms mode_of(const Path& path) { return std::filesystem::status(path).permissions(); }

  const Path folder_ = std::filesystem::temp_directory_path() / ("insyn-link-" + to_hex(random_bytes(8)));
};

TEST_F(DataFolderTest, FoldersAreMadeForThoseWhoUseThem) {
  const auto data = open_data_folder(folder_);
  ASSERT_TRUE(data) << data.error().message;
  EXPECT_EQ(mode_of(data->recordings()), perms::owner_all);
  EXPECT_EQ(mode_of(data->agreements()), perms::owner_all);
  EXPECT_EQ(mode_of(data->feed()) & perms::others_all, perms::others_read | perms::others_exec);
  EXPECT_EQ(mode_of(data->outbox()) & perms::sticky_bit, perms::sticky_bit);
  EXPECT_EQ(mode_of(data->outbox()) & perms::others_write, perms::others_write);
}

TEST_F(DataFolderTest, NothingIsMadeWhereItIsOnlyLookedAt) {
  ASSERT_TRUE(examine_data_folder(folder_));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "feed"));
}

TEST_F(DataFolderTest, KeyThatOthersCouldReadIsRefused) {
  for (const perms more : {perms::group_read, perms::others_read, perms::others_write}) {
    std::filesystem::permissions(folder_ / "link.sign", perms::owner_read | more);
    EXPECT_EQ(open_data_folder(folder_).error().code, Code::kDenied);
  }
  std::filesystem::permissions(folder_ / "link.sign", perms::owner_read);
  EXPECT_TRUE(open_data_folder(folder_));
}

TEST_F(DataFolderTest, KeyThatIsALinkOrMissingIsRefused) {
  std::filesystem::rename(folder_ / "link.sign", folder_ / "elsewhere");
  const auto missing = open_data_folder(folder_);
  ASSERT_FALSE(missing);
  EXPECT_NE(missing.error().message.find("insyn keys new"), std::string::npos) << missing.error().message;
  std::filesystem::create_symlink(folder_ / "elsewhere", folder_ / "link.sign");
  EXPECT_EQ(open_data_folder(folder_).error().code, Code::kDenied);
}

TEST_F(DataFolderTest, FolderOfMemoriesThatOthersCouldChangeIsRefused) {
  for (const char* name : {"recordings", "agreements"}) {
    ASSERT_TRUE(create_folder(folder_ / name));
    std::filesystem::permissions(folder_ / name, perms::all);
    EXPECT_FALSE(open_data_folder(folder_)) << name;
    std::filesystem::remove(folder_ / name);
  }
  for (const char* name : {"feed", "outbox"}) {
    put(name, "no folder");
    EXPECT_FALSE(open_data_folder(folder_)) << name;
    std::filesystem::remove(folder_ / name);
  }
}

}  // namespace
}  // namespace insyn::link
