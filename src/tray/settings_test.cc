#include "tray/settings.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace insyn::tray {
namespace {

class SettingsTest : public testing::Test {
 protected:
  SettingsTest() { EXPECT_TRUE(create_folder(folder_)); }
  ~SettingsTest() override { std::filesystem::remove_all(folder_); }
  Result<Settings> read(const std::string& text) {
    const Path file = folder_ / "tray.toml";
    EXPECT_TRUE(write_file(file, view_of(text), Access::kOwnerOnly, IfExists::kReplace));
    return read_settings(file);
  }
  const Path folder_ = std::filesystem::temp_directory_path() / ("insyn-settings-" + to_hex(random_bytes(8)));
};

TEST_F(SettingsTest, WithoutAFileTheUsualApplies) {
  EXPECT_EQ(read_settings(folder_ / "missing.toml").value().pause_key, usual_pause_key());
  EXPECT_EQ(read("").value().pause_key, usual_pause_key());
}

TEST_F(SettingsTest, WhatSaysThatTheSystemDidNotHelpIsSetOrSwitchedOffAndNeverPauses) {
  const auto word = [&](const std::string& text) -> std::string {
    const auto settings = read(text);
    if (!settings) return settings.error().message;
    return settings->did_not_help_key ? settings->did_not_help_key->name : "off";
  };
  EXPECT_EQ(word(""), "Ctrl+Alt+H");
  EXPECT_EQ(word("did_not_help_key = \"Ctrl+Shift+F9\"\n"), "Ctrl+Shift+F9");
  EXPECT_EQ(word("did_not_help_key = \"none\"\n"), "off");
  EXPECT_EQ(word("pause_key = \"Alt+Ctrl+h\"\n"), "off") << "they pause";
  const std::string both = word("pause_key = \"Pause\"\ndid_not_help_key = \"Pause\"\n");
  EXPECT_NE(both.find("line 2: did_not_help_key Pause pauses already"), std::string::npos) << both;
  EXPECT_NE(word("did_not_help_key = \"h\"\n").find("line 1: did_not_help_key"), std::string::npos);
}

TEST_F(SettingsTest, AnotherKeyCanBeSet) {
  EXPECT_EQ(read("pause_key = \"Ctrl+Shift+F9\"\n").value().pause_key.name, "Ctrl+Shift+F9");
}

TEST_F(SettingsTest, WhatIsWrongIsSaidWithFileAndLine) {
  const auto wrong = read("\npause_key = \"p\"\n");
  ASSERT_FALSE(wrong);
  EXPECT_NE(wrong.error().message.find("tray.toml: line 2: pause_key"), std::string::npos)
      << wrong.error().message;
  EXPECT_FALSE(read("hidden = true\n"));
  EXPECT_FALSE(read("pause_key = 3\n"));
}

}  // namespace
}  // namespace insyn::tray
