#include "server/http/listen_settings.h"

#include <gtest/gtest.h>

#include "toml/document.h"

namespace insyn::server::http {
namespace {

Result<ListenSettings> read(const std::string& lines) {
  const auto document = toml::parse("[listen]\n" + lines);
  EXPECT_TRUE(document) << lines;
  return read_listen_settings(document->items.at(0), "/etc/somewhere");
}

TEST(ListenSettings, ACertificateAndItsKeyAreReadFromTheFolder) {
  const auto settings = read(
      "address = \"192.0.2.7\"\nport = 8443\ncertificate = \"server.pem\"\nkey = \"/keys/server.key\"\n");
  ASSERT_TRUE(settings) << settings.error().message;
  EXPECT_EQ(settings->listen.address, "192.0.2.7");
  EXPECT_EQ(settings->listen.port, 8443);
  EXPECT_FALSE(settings->listen.behind_proxy);
  ASSERT_TRUE(settings->tls);
  EXPECT_EQ(settings->tls->certificate, "/etc/somewhere/server.pem");
  EXPECT_EQ(settings->tls->key, "/keys/server.key");
}

TEST(ListenSettings, PlainIsForThisComputerAlone) {
  for (const char* address : {"127.0.0.1", "::1"}) {
    const auto settings =
        read(fmt::format("address = \"{}\"\nport = 80\nplain = true\nbehind_proxy = true\n", address));
    ASSERT_TRUE(settings) << settings.error().message;
    EXPECT_FALSE(settings->tls);
    EXPECT_TRUE(settings->listen.behind_proxy);
  }
  for (const char* address : {"192.0.2.7", "0.0.0.0", "::", "2001:db8::1"}) {
    const auto settings = read(fmt::format("address = \"{}\"\nport = 80\nplain = true\n", address));
    ASSERT_FALSE(settings) << address;
    EXPECT_EQ(settings.error().code, Code::kDenied);
    EXPECT_NE(settings.error().message.find("line 4: listen.plain is allowed on loopback only"),
              std::string::npos)
        << settings.error().message;
  }
}

TEST(ListenSettings, WhatIsWrongIsSaidWithItsLine) {
  const std::string good = "address = \"::1\"\nport = 80\n";
  const std::pair<std::string, std::string> wrong[] = {
      {good, "line 1: listen states neither"},
      {good + "plain = false\n", "line 1: listen states neither"},
      {good + "plain = true\nkey = \"a\"\n", "line 4: listen.plain is true although"},
      {good + "plain = true\ncertificate = \"a\"\n", "line 4: listen.plain is true although"},
      {good + "certificate = \"a\"\n", "listen.key is missing"},
      {good + "key = \"a\"\n", "listen.certificate is missing"},
      {good + "certificate = \"a\"\nkey = \"b\"\nbehind_proxy = true\n",
       "line 6: listen.behind_proxy goes with plain = true only"},
      {good + "plain = true\nmore = 1\n", "more"},
      {"address = \"localhost\"\nport = 80\nplain = true\n", "line 2: listen.address is no IPv4"},
      {"address = \"::1\"\nport = 0\nplain = true\n", "line 3: listen.port"},
      {"address = \"::1\"\nport = 65536\nplain = true\n", "line 3: listen.port"},
      {"address = \"::1\"\nplain = true\n", "listen.port is missing"},
      {"port = 80\nplain = true\n", "listen.address is missing"},
  };
  for (const auto& [lines, says] : wrong) {
    const auto settings = read(lines);
    ASSERT_FALSE(settings) << lines;
    EXPECT_NE(settings.error().message.find(says), std::string::npos) << settings.error().message;
  }
}

}  // namespace
}  // namespace insyn::server::http
