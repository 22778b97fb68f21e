#include "witness/watch/settings.h"

#include <gtest/gtest.h>

#include "base/testing.h"

namespace insyn::witness {
namespace {

const std::string kKey = note::Signer::generate("centre.example").value().verifier().text();

std::string whole() {
  return fmt::format(R"(insyn_witness = 1
server = "https://insyn.example:8443"
authority = "ca.pem"
[ledger]
key = "{}"
[poll]
seconds = 2
cosign_seconds = 30
in_force_minutes = 15
silent_minutes = 5
[mail]
program = "mailer"
from = "witness@union.example"
to = ["board@union.example", "chair@union.example"]
language = "en"
[page]
file = "/srv/www/witness.html"
[listen]
address = "::1"
port = 8444
certificate = "w.pem"
key = "w.key"
)",
                     kKey);
}

TEST(WitnessSettings, SayWhatTheySay) {
  const Settings settings = parse_settings(whole(), "/var/w").value();
  EXPECT_EQ(settings.server, "https://insyn.example:8443");
  EXPECT_EQ(settings.authority, Path("/var/w/ca.pem"));
  EXPECT_EQ(settings.origin(), "centre.example");
  EXPECT_EQ(settings.ledger.text(), kKey);
  EXPECT_EQ(settings.poll, std::chrono::seconds(2));
  EXPECT_EQ(settings.cosign, std::chrono::seconds(30));
  EXPECT_EQ(settings.in_force, std::chrono::minutes(15));
  EXPECT_EQ(settings.silent, std::chrono::minutes(5));
  EXPECT_EQ(settings.mail->program, Path("/var/w/mailer"));
  EXPECT_EQ(settings.mail->to.size(), 2U);
  EXPECT_EQ(settings.mail->language, words::Language::kEnglish);
  EXPECT_EQ(settings.page, Path("/srv/www/witness.html"));
  EXPECT_EQ(settings.listen->address, "::1");
  EXPECT_EQ(settings.listen->port, 8444);
  EXPECT_EQ(settings.listen->certificate, Path("/var/w/w.pem"));
  EXPECT_EQ(settings.listen->key, Path("/var/w/w.key"));
}

TEST(WitnessSettings, WhatIsWrittenIsReadBack) {
  Settings settings{note::Verifier::parse(kKey).value()};
  settings.server = "https://a.example";
  const Settings read = parse_settings(settings_text(settings), "/var/w").value();
  EXPECT_EQ(read.server, settings.server);
  EXPECT_EQ(read.ledger, settings.ledger);
  EXPECT_FALSE(read.mail);
  EXPECT_EQ(read.page, Path("/var/w/report.html"));
}

TEST(WitnessSettings, WhatIsWrongIsNamedByItsLine) {
  const std::vector<std::array<std::string, 3>> cases = {
      {"insyn_witness = 1", "insyn_witness = 2", "line 1"},
      {"seconds = 2", "seconds = 0", "line 7"},
      {"silent_minutes", "silent_minute", "line 10"},
      {"witness@union.example", "nobody", "mail.from"},
      {"witness@union.example", "-oQ/tmp@x", "mail.from"},
      {"board@union.example", "a@b\\nBcc: c@d", "mail.to"},
      {"board@union.example", "-bd@x", "mail.to"},
      {"to = [\"board@union.example\", \"chair@union.example\"]", "to = []", "mail.to"},
      {"\"en\"", "\"de\"", "mail.language"},
      {kKey, "centre.example+1+x", "ledger.key"},
      {"[ledger]", "[ledge]", ""},
      {"port = 8444", "port = 0", "listen.port"},
      {"key = \"w.key\"", "", "listen"},
      {"key = \"w.key\"", "key = \"w.key\"\nplain = true", "listen"},
  };
  for (const auto& [from, to, why] : cases) {
    const auto parsed = parse_settings(with(whole(), from, to), "/var/w");
    ASSERT_FALSE(parsed) << to;
    EXPECT_NE(parsed.error().message.find(why), std::string::npos) << parsed.error().message;
  }
}

}  // namespace
}  // namespace insyn::witness
