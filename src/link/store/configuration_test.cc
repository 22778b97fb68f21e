#include "link/store/configuration.h"

#include <gtest/gtest.h>

namespace insyn::link {
namespace {

const std::string kShort = "insyn_link = 1\nserver = \"https://insyn.example\"\nspools = [\"/spool/anna\"]\n";

TEST(LinkConfiguration, TheShortestThatThereIs) {
  const Configuration read = parse_configuration(kShort, "/var/lib/insyn-link").value();
  EXPECT_EQ(read.server.address.base, "https://insyn.example");
  EXPECT_TRUE(read.server.authority.empty());
  EXPECT_EQ(read.key, "/var/lib/insyn-link/link.sign");
  EXPECT_EQ(read.enrolment, "/etc/insyn");
  EXPECT_EQ(read.spools, std::vector<Path>{"/spool/anna"});
  EXPECT_EQ(read.bytes_per_second, 0U);
  EXPECT_FALSE(read.beside_calls);
  EXPECT_EQ(read.keep, std::chrono::days(7));
}

TEST(LinkConfiguration, AllThatCanBeSaid) {
  const Configuration read =
      parse_configuration(kShort +
                              "authority = \"ca.pem\"\nkey = \"my.sign\"\nenrolment = \"/other\"\n[upload]\n"
                              "kilobytes_per_second = 250\nbeside_calls = true\nkeep_days = 14\n",
                          "/data")
          .value();
  EXPECT_EQ(read.server.authority, "/data/ca.pem");
  EXPECT_EQ(read.key, "/data/my.sign");
  EXPECT_EQ(read.enrolment, "/other");
  EXPECT_EQ(read.bytes_per_second, 250'000U);
  EXPECT_TRUE(read.beside_calls);
  EXPECT_EQ(read.keep, std::chrono::days(14));
}

TEST(LinkConfiguration, CallsComeFromTheServerToTheSocketsOfTheSpoolsUsers) {
  const Configuration read = parse_configuration(kShort, "/data").value();
  EXPECT_FALSE(read.call_source);
  EXPECT_EQ(recorder_sockets(read), std::vector<Path>()) << "of a spool that is not there";
  const std::string two = "insyn_link = 1\nserver = \"https://insyn.example\"\nspools = [\"/\", \"/usr\"]\n";
  EXPECT_EQ(recorder_sockets(parse_configuration(two, "/data").value()),
            std::vector<Path>{"/run/user/0/insyn/calls"})
      << "both are the administrator's";
}

TEST(LinkConfiguration, CallsCanComeFromElsewhereToOtherSockets) {
  const Configuration read =
      parse_configuration(kShort +
                              "[calls]\nrecorders = [\"one\", \"/run/two\"]\n"
                              "direct = { url = \"https://calls.example:8445\", authority = \"ca.pem\" }\n",
                          "/data")
          .value();
  EXPECT_EQ(recorder_sockets(read), (std::vector<Path>{"/data/one", "/run/two"}));
  EXPECT_EQ(read.call_source.value().address.base, "https://calls.example:8445");
  EXPECT_EQ(read.call_source->authority, "/data/ca.pem");
}

TEST(LinkConfiguration, IsRefusedWithTheLine) {
  const auto refused = [](const std::string& text, const std::string& why) {
    const auto read = parse_configuration(text, "/data");
    ASSERT_FALSE(read) << text;
    EXPECT_NE(read.error().message.find(why), std::string::npos) << read.error().message;
  };
  refused("insyn_link = 2\n", "insyn_link");
  refused("insyn_link = 1\nserver = \"https://a\"\n", "spools");
  refused("insyn_link = 1\nserver = \"http://a\"\nspools = [\"/a\"]\n", "without encryption");
  refused(kShort + "colour = \"red\"\n", "line 4");
  refused(kShort + "[upload]\nkeep_days = 6\n", "keep_days");
  refused(kShort + "[upload]\nkeep = 7\n", "keep");
  refused(kShort + "[calls]\nsockets = [\"/a\"]\n", "sockets");
  refused(kShort + "[calls]\ndirect = { authority = \"/a\" }\n", "calls.direct.url is missing");
  refused(kShort + "[calls]\ndirect = { url = \"http://a\" }\n", "without encryption");
  refused(kShort + "[upload]\nkilobytes_per_second = -1\n", "kilobytes_per_second");
}

}  // namespace
}  // namespace insyn::link
