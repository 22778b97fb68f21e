#include "calls/settings/settings.h"

#include <gtest/gtest.h>

#include <array>

namespace insyn::calls {
namespace {

const std::string kTop =
    "insyn_calls = 1\n"
    "key = \"pbx.sign\"\n"
    "readers = [\"server.pub\"]\n"
    "[listen]\n"
    "address = \"127.0.0.1\"\n"
    "port = 8445\n"
    "plain = true\n";
const std::string kWebhook =
    "[webhook]\n"
    "name = \"genesys\"\n"
    "secrets = [\"a.secret\"]\n"
    "mapping = \"/etc/insyn-calls/genesys.toml\"\n";
const std::string kAmi =
    "[ami]\n"
    "address = \"pbx.example\"\n"
    "port = 5039\n"
    "user = \"insyn\"\n"
    "secret = \"ami.secret\"\n"
    "mapping = \"queues.toml\"\n";

std::string instead(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(CallSettings, Webhook) {
  const auto settings = parse_settings(kTop + kWebhook + "[limits]\nlongest_call_minutes = 30\n", "/f");
  ASSERT_TRUE(settings) << settings.error().message;
  EXPECT_EQ(settings->key, "/f/pbx.sign");
  EXPECT_EQ(settings->readers, std::vector<Path>{"/f/server.pub"});
  EXPECT_FALSE(settings->tls);
  const auto& webhook = std::get<WebhookSettings>(settings->system);
  EXPECT_EQ(webhook.name, "genesys");
  EXPECT_EQ(webhook.secrets, std::vector<Path>{"/f/a.secret"});
  EXPECT_EQ(webhook.mapping, "/etc/insyn-calls/genesys.toml");
  EXPECT_EQ(settings->limits.phases.longest_call, std::chrono::minutes(30));
  EXPECT_EQ(settings->limits.lease.count(), 0) << "it gives no sign of life";
}

TEST(CallSettings, Ami) {
  const auto settings = parse_settings(kTop + kAmi + "authority = \"ca.pem\"\n", "/f");
  ASSERT_TRUE(settings) << settings.error().message;
  const auto& ami = std::get<AmiSettings>(settings->system);
  EXPECT_TRUE(ami.tls);
  EXPECT_EQ(ami.authority, "/f/ca.pem");
  EXPECT_EQ(settings->limits.lease.count(), 5);
  EXPECT_TRUE(parse_settings(
      kTop + instead(kAmi, "pbx.example\"", "::1\"\ntls = false") + "[limits]\nlease_seconds = 4\n", "/f"));
}

const std::string kSip =
    "[sip]\n"
    "address = \"pbx.example\"\n"
    "port = 5061\n"
    "user = \"insyn\"\n"
    "secret = \"sip.secret\"\n"
    "numbers = \"numbers.txt\"\n";

TEST(CallSettings, Sip) {
  const auto settings = parse_settings(kTop + kSip + "authority = \"ca.pem\"\n", "/f");
  ASSERT_TRUE(settings) << settings.error().message;
  const auto& sip = std::get<SipSettings>(settings->system);
  EXPECT_EQ(sip.transport, SipTransport::kTls);
  EXPECT_EQ(sip.domain, "pbx.example");
  EXPECT_EQ(sip.secret, "/f/sip.secret");
  EXPECT_EQ(sip.authority, "/f/ca.pem");
  EXPECT_EQ(sip.numbers, "/f/numbers.txt");
  EXPECT_FALSE(sip.initiated_is_customer);
  EXPECT_EQ(settings->limits.lease.count(), 5);
  const auto udp = parse_settings(kTop + instead(kSip, "pbx.example\"", "127.0.0.1\"\ntransport = \"udp\"") +
                                      "domain = \"pbx.example\"\ninitiated_is_customer = true\n",
                                  "/f");
  ASSERT_TRUE(udp) << udp.error().message;
  EXPECT_EQ(std::get<SipSettings>(udp->system).transport, SipTransport::kUdp);
  EXPECT_TRUE(std::get<SipSettings>(udp->system).initiated_is_customer);
}

TEST(CallSettings, WhatIsWrongIsRefusedWithItsLine) {
  const std::string webhook = kTop + kWebhook, ami = kTop + kAmi, sip = kTop + kSip;
  const std::vector<std::array<std::string, 4>> cases = {
      {webhook, "insyn_calls = 1", "insyn_calls = 2", "line 1"},
      {webhook, "key = \"pbx.sign\"\n", "", "key is missing"},
      {webhook, "readers = [\"server.pub\"]\n", "", "readers and links are missing"},
      {webhook, "readers", "reader", "line 1"},
      {webhook, "[listen]", "[lisen]", "there is no [listen]"},
      {webhook, "127.0.0.1", "localhost", "line 5: listen.address is no IPv4"},
      {webhook, "127.0.0.1", "192.0.2.1", "line 7: listen.plain is allowed on loopback only"},
      {webhook, "plain = true", "plain = false", "line 4: listen states neither"},
      {webhook, "plain = true", "plain = true\nkey = \"a\"", "line 7: listen.plain is true although"},
      {webhook, "plain = true", "key = \"a\"", "listen.certificate is missing"},
      {webhook, "port = 8445", "port = 0", "line 6: listen.port"},
      {webhook, "name = \"genesys\"", "name = \"Genesys/1\"", "line 9: webhook.name"},
      {webhook, "[\"a.secret\"]", "[\"a\", \"b\", \"c\"]", "line 10: webhook.secrets names 3 files"},
      {webhook, "mapping", "maping", "webhook.mapping is missing"},
      {webhook, "[webhook]", "[webook]", "there is none of [webhook], [ami] and [sip]"},
      {webhook, kWebhook, kWebhook + kAmi, "there is more than one of"},
      {webhook, kWebhook, kWebhook + "[limits]\nlease_seconds = 5\n", "line 13: limits.lease_seconds"},
      {webhook, kWebhook, kWebhook + "[limits]\nlongest_call_minutes = 0\n",
       "line 13: limits.longest_call_minutes"},
      {webhook, kWebhook, kWebhook + "[limits]\nlongest = 1\n", "line 13"},
      {webhook, kWebhook, kWebhook + "colour = 1\n", "line 12"},
      {ami, "port = 5039", "port = 5039\ntls = false",
       "line 11: ami.tls = false is allowed to this computer"},
      {ami, "pbx.example\"", "127.0.0.1\"\ntls = false\nauthority = \"a\"", "ami.authority goes with tls"},
      {ami, kAmi, kAmi + "[limits]\nlease_seconds = 3\n", "limits.lease_seconds"},
      {sip, "port = 5061", "port = 5061\ntransport = \"udp\"",
       "line 11: sip.transport = \"udp\" is allowed to this"},
      {sip, "port = 5061", "port = 5061\ntransport = \"sctp\"", "line 11: sip.transport"},
      {sip, "pbx.example\"", "::1\"\ntransport = \"tcp\"\nauthority = \"a\"", "sip.authority goes with"},
      {sip, "\"insyn\"", "\"in@syn\"", "line 11: sip.user has a character"},
      {sip, kSip, kSip + "domain = \"a b\"\n", "line 14: sip.domain has a character"},
      {sip, kSip, kSip + kAmi, "there is more than one of"},
      {ami, "secret = \"ami.secret\"", "secret = \"\"", "line 12: ami.secret"},
  };
  for (const auto& [text, from, to, why] : cases) {
    const auto settings = parse_settings(instead(text, from, to), "/f");
    ASSERT_FALSE(settings) << to;
    EXPECT_NE(settings.error().message.find(why), std::string::npos) << settings.error().message;
  }
}

}  // namespace
}  // namespace insyn::calls
