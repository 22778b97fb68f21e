#include "seal/header.h"

#include <gtest/gtest.h>

namespace insyn::seal {
namespace {

constexpr std::string_view kMacLine = "--- AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n";

std::string with_stanzas(std::string_view stanzas) {
  return std::string(kVersionLine).append(stanzas).append(kMacLine);
}

bool parses(std::string_view stanzas) { return parse_header(view_of(with_stanzas(stanzas))).has_value(); }

std::string stanzas_of_count(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += "-> a\n\n";
  return text;
}

TEST(Header, GoesBothWaysWithEveryBodyLength) {
  for (std::size_t size = 0; size <= 100; ++size) {
    const std::vector<Stanza> stanzas = {{{"X25519", "abc"}, Bytes(size, 0xee)}, {{"joint"}, {}}};
    const std::string text = header_under_mac(stanzas) + mac_line_end(Bytes(32, 1));
    const auto header = parse_header(view_of(text + "payload"));
    ASSERT_TRUE(header.has_value()) << text;
    ASSERT_EQ(header->stanzas.size(), 2U);
    EXPECT_EQ(header->stanzas[0].arguments, stanzas[0].arguments);
    EXPECT_EQ(header->stanzas[0].body, stanzas[0].body);
    EXPECT_EQ(header->mac, Bytes(32, 1));
    EXPECT_EQ(text.substr(0, header->mac_covers), header_under_mac(stanzas));
    EXPECT_EQ(header->length, text.size());
  }
}

TEST(Header, ReadsUnknownRecipientTypes) { EXPECT_TRUE(parses("-> some-grease ! ~\n\n-> X25519 a\nAAAA\n")); }

TEST(Header, RefusesUnknownRecipientTypesThatBreakTheGrammar) {
  EXPECT_FALSE(parses("-> grease\n")) << "no body";
  EXPECT_FALSE(parses("-> grease  two\n\n")) << "empty argument";
  EXPECT_FALSE(parses("-> grease \n\n")) << "empty last argument";
  EXPECT_FALSE(parses("-> \n\n")) << "no type";
  EXPECT_FALSE(parses("->\n\n")) << "no arguments";
  EXPECT_FALSE(parses("-> gr\xc3\xa4se\n\n")) << "not ASCII";
  EXPECT_FALSE(parses("-> grease\r\n\r\n")) << "carriage return";
  EXPECT_FALSE(parses("-> grease\nAAAA=\n")) << "padding";
  EXPECT_FALSE(parses("-> grease\nAB\n")) << "unused bits set";
  EXPECT_FALSE(parses("-> grease\n" + std::string(64, 'A') + "\n")) << "full line without a last one";
  EXPECT_FALSE(parses("-> grease\n" + std::string(68, 'A') + "\n")) << "long line";
  EXPECT_FALSE(parses("-> grease\nAAAA\nAAAA\n")) << "two short lines";
}

TEST(Header, RefusesNoRecipients) { EXPECT_FALSE(parses("")); }

TEST(Header, RefusesMoreRecipientsThanItsBound) {
  EXPECT_TRUE(parses(stanzas_of_count(kMostStanzas)));
  EXPECT_FALSE(parses(stanzas_of_count(kMostStanzas + 1)));
}

TEST(Header, RefusesMoreBytesThanItsBound) {
  const std::string line = std::string(64, 'A') + "\n";
  std::string body;
  while (with_stanzas(fmt::format("-> a\n{}{}\n", body, line)).size() <= kLargestHeader) body += line;
  EXPECT_TRUE(parses("-> a\n" + body + "\n"));
  EXPECT_FALSE(parses("-> a\n" + body + line + "\n"));
}

TEST(Header, RefusesEveryTruncation) {
  const std::string text = with_stanzas("-> X25519 abc\nAAAA\n");
  for (std::size_t size = 0; size < text.size(); ++size) {
    EXPECT_FALSE(parse_header(view_of(text).first(size)).has_value()) << size;
  }
}

TEST(Header, RefusesAnotherVersion) {
  std::string text = with_stanzas("-> a\n\n");
  text[text.find("v1") + 1] = '2';
  EXPECT_FALSE(parse_header(view_of(text)).has_value());
}

TEST(Header, RefusesAMacOfAnotherShape) {
  const std::string start = std::string(kVersionLine) + "-> a\n\n";
  for (const std::string_view mac :
       {"---\n", "--- \n", "--- AAAA\n", "---  AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n",
        "---AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n",
        "--- AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA \n",
        "--- AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB\n",
        "--- AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"}) {
    EXPECT_FALSE(parse_header(view_of(start + std::string(mac))).has_value()) << mac;
  }
}

TEST(Header, NamesTheLineThatIsWrong) {
  const auto header = parse_header(view_of(with_stanzas("-> a\n\n-> b\n!\n")));
  ASSERT_FALSE(header.has_value());
  EXPECT_EQ(header.error().code, Code::kCorrupt);
  EXPECT_NE(header.error().message.find("line 5"), std::string::npos) << header.error().message;
}

}  // namespace
}  // namespace insyn::seal
