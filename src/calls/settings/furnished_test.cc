#include "calls/settings/furnished.h"

#include <gtest/gtest.h>

#include <fstream>

#include "note/public_keys.h"
#include "os/file.h"

namespace insyn::calls {
namespace {

class FurnishedTest : public testing::Test {
 protected:
  FurnishedTest() {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    secret("pbx.sign", key_.secret_text());
    public_key("server.pub", note::Role::kLink, server_);
    public_key("link.pub", note::Role::kLink, link_);
    secret("a.secret", "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\n");
    secret("ami.secret", "s3cret\n");
    write("map.toml",
          "insyn_call_mapping = 1\nname = \"m\"\n[fields]\ndialog = \"d\"\n[[event]]\nwhen = { e = \"x\" "
          "}\nis = \"ended\"\n");
    settings_.key = folder_ / "pbx.sign";
    settings_.readers = {folder_ / "server.pub"};
    settings_.links = {folder_ / "link.pub"};
    settings_.system = WebhookSettings{"w", {folder_ / "a.secret"}, folder_ / "map.toml"};
  }
  ~FurnishedTest() override { std::filesystem::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::trunc) << text;
  }
  void secret(const std::string& name, const std::string& text) const {
    write(name, text);
    rights(name, 0600);
  }
  void rights(const std::string& name, unsigned mode) const {
    std::filesystem::permissions(folder_ / name, std::filesystem::perms(mode));
  }
  void public_key(const std::string& name, note::Role role, const note::Signer& key) const {
    write(name, note::public_keys_text({role, key.verifier().name(), key.verifier(), ""}));
  }
  void expect_refused(const std::string& file, const std::string& why) const {
    const auto furnished = furnish(settings_);
    ASSERT_FALSE(furnished) << why;
    EXPECT_NE(furnished.error().message.find((folder_ / file).string()), std::string::npos)
        << furnished.error().message;
    EXPECT_NE(furnished.error().message.find(why), std::string::npos) << furnished.error().message;
    for (const char* known : {"s3cret", "MDEyMzQ1", "PRIVATE"})
      EXPECT_EQ(furnished.error().message.find(known), std::string::npos) << furnished.error().message;
  }

  const Path folder_ = std::filesystem::temp_directory_path() / ("furnished-" + to_hex(random_bytes(8)));
  const note::Signer key_ = note::Signer::generate("pbx").value();
  const note::Signer server_ = note::Signer::generate("server").value();
  const note::Signer link_ = note::Signer::generate("link").value();
  Settings settings_;
};

TEST_F(FurnishedTest, AllThatThereIs) {
  const auto webhook = furnish(settings_);
  ASSERT_TRUE(webhook) << webhook.error().message;
  EXPECT_EQ(webhook->key.verifier(), key_.verifier());
  ASSERT_EQ(webhook->readers.size(), 2U);
  for (const auto& [id, reader] : webhook->readers)
    EXPECT_EQ(reader.reads_all, reader.key == server_.verifier());
  EXPECT_EQ(webhook->webhook_secrets.size(), 1U);
  settings_.system = AmiSettings{"::1", 5038, false, {}, "u", folder_ / "ami.secret", folder_ / "map.toml"};
  const auto ami = furnish(settings_);
  ASSERT_TRUE(ami) << ami.error().message;
  EXPECT_EQ(text_of(ami->secret.view()), "s3cret");
}

TEST_F(FurnishedTest, SecretThatOthersCanReadIsRefused) {
  rights("pbx.sign", 0640);
  expect_refused("pbx.sign", "chmod go=");
  rights("pbx.sign", 0600);
  rights("a.secret", 0604);
  expect_refused("a.secret", "chmod go=");
  settings_.system = AmiSettings{"::1", 5038, false, {}, "u", folder_ / "ami.secret", folder_ / "map.toml"};
  rights("ami.secret", 0620);
  expect_refused("ami.secret", "chmod go=");
}

TEST_F(FurnishedTest, WhatIsNotWhatItShouldBeIsRefused) {
  secret("a.secret", "whsec_MDEyMzQ1\n");
  expect_refused("a.secret", "");
  secret("a.secret", "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\n");
  write("map.toml", "insyn_call_mapping = 1\nname = \"m\"\n");
  expect_refused("map.toml", "");
  std::filesystem::remove(folder_ / "a.secret");
  std::filesystem::create_symlink(folder_ / "ami.secret", folder_ / "a.secret");
  write("map.toml",
        "insyn_call_mapping = 1\nname = \"m\"\n[fields]\ndialog = \"d\"\n[[event]]\nwhen = { e = \"x\" }\nis "
        "= \"ended\"\n");
  expect_refused("a.secret", "symbolic link");
  std::filesystem::remove(folder_ / "a.secret");
  expect_refused("a.secret", "is not there");
  secret("pbx.sign", key_.secret_text().substr(0, 40));
  expect_refused("pbx.sign", "");
}

TEST_F(FurnishedTest, NumbersStandOnALineEachAndOnce) {
  SipSettings sip;
  sip.secret = folder_ / "ami.secret";
  sip.numbers = folder_ / "numbers.txt";
  settings_.system = sip;
  write("numbers.txt", "202\n\n+46855512345\n201");
  const auto furnished = furnish(settings_);
  ASSERT_TRUE(furnished) << furnished.error().message;
  EXPECT_EQ(furnished->numbers, (std::vector<std::string>{"+46855512345", "201", "202"}));
  EXPECT_EQ(text_of(furnished->secret.view()), "s3cret");
  EXPECT_FALSE(furnished->mapping);
  for (const auto& [text, why] :
       std::vector<std::pair<std::string, std::string>>{{"201\n202\n201\n", "line 3 is there twice"},
                                                        {"201\nX: y\n", "line 2 is no number"},
                                                        {"201\r\n", "line 1 is no number"},
                                                        {"1@b\n", "line 1 is no number"},
                                                        {std::string(61, '1') + "\n", "line 1 is no number"},
                                                        {"\n\n", "has 0 numbers"}}) {
    write("numbers.txt", text);
    expect_refused("numbers.txt", why);
  }
}

TEST_F(FurnishedTest, AReaderHasAKeyOfItsOwn) {
  public_key("link.pub", note::Role::kLink, server_);
  expect_refused("link.pub", "another reader has too");
  public_key("link.pub", note::Role::kCalls, key_);
  expect_refused("link.pub", "the source's own key");
}

}  // namespace
}  // namespace insyn::calls
