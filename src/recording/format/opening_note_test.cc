#include <gtest/gtest.h>

#include "recording/testing.h"

namespace insyn::recording {
namespace {

Opening opening() { return Workstation().opening(); }

// The message with which this text is refused; empty where it is not.
std::string refusal(const std::string& text) {
  const Result<Opening> parsed = parse_opening(text);
  if (parsed) return "";
  EXPECT_EQ(parsed.error().code, Code::kCorrupt);
  return parsed.error().message;
}

// Refused with the number of the line.
void expect_refused_in_line(int line, const std::string& text) {
  EXPECT_TRUE(refusal(text).starts_with(fmt::format("line {}: ", line))) << refusal(text) << "\n" << text;
}

TEST(OpeningNote, ComesBackAsItWas) {
  Opening full = opening();
  for (const auto level :
       {agreement::Level::kStructure, agreement::Level::kMasked, agreement::Level::kFull}) {
    full.level = level;
    EXPECT_EQ(parse_opening(text_of(full)).value(), full);
  }
  Opening shortest = opening();
  shortest.kind = shortest.agent = "";
  shortest.applications = {"A"};
  EXPECT_EQ(parse_opening(text_of(shortest)).value(), shortest);
}

TEST(OpeningNote, NamesARecipientWhereThereArePicturesAndOnlyThere) {
  Opening without = opening();
  without.level = agreement::Level::kMetrics;
  EXPECT_NE(refusal(text_of(without)).find("a recipient must be named if there are pictures"),
            std::string::npos);
  without.recipient = "";
  EXPECT_EQ(parse_opening(text_of(without)).value(), without);
  without.level = agreement::Level::kFull;
  EXPECT_NE(refusal(text_of(without)).find("a recipient must be named if there are pictures"),
            std::string::npos);
}

TEST(OpeningNote, AnotherHeadIsRefusedInLineOne) {
  const std::string text = text_of(opening());
  expect_refused_in_line(1, with(text, "opening 0", "opening 1"));
  expect_refused_in_line(1, with(text, "opening 0", "closing 0"));
  expect_refused_in_line(1, "");
  expect_refused_in_line(1, fmt::format("\n{}", text));
}

TEST(OpeningNote, AValueThatIsNotOneIsRefusedInItsLine) {
  const std::string text = text_of(opening());
  const std::string hash = to_hex(opening().agreement_hash);
  expect_refused_in_line(2, with(text, "id 2026", "id 202x"));
  expect_refused_in_line(
      2, with(text, "id 20261201T081503Z-0123456789abcdef", "id ../../../../../../../etc/passwd"));
  expect_refused_in_line(4, with(text, hash, hash.substr(2)));
  expect_refused_in_line(4, with(text, hash, "zz" + hash.substr(2)));
  expect_refused_in_line(12, with(text, "level full", "level all"));
  expect_refused_in_line(13, with(text, "2026-12-01T", "2026-13-01T"));
  expect_refused_in_line(13, with(text, ".250Z", ".250+01:00"));
  expect_refused_in_line(14, with(text, "us 512", "us -1"));
  expect_refused_in_line(14, with(text, "us 512", "us 99999999999999999999"));
  expect_refused_in_line(15, with(text, "days 30", "days 366"));
  expect_refused_in_line(15, with(text, "days 30", "days 30 "));
}

TEST(OpeningNote, AValueThatMayNotStandInANoteIsRefusedInItsLine) {
  const std::string text = text_of(opening());
  for (const char* value : {"", " 4711", "4711 ", "47\t11", "47\x1b[2J", "47\xff", "47\xc0\x80"}) {
    expect_refused_in_line(7, with(text, "call 4711", fmt::format("call {}", value)));
  }
  expect_refused_in_line(7, with(text, "call 4711", "call " + std::string(501, 'x')));
  EXPECT_EQ(refusal(with(text, "call 4711", "call " + std::string(500, 'x'))), "");
  expect_refused_in_line(7, with(text, "call 4711", std::string("call 47\0", 8)));
}

TEST(OpeningNote, ALineThatItDoesNotHaveIsRefused) {
  const std::string text = text_of(opening());
  expect_refused_in_line(2, with(text, "id ", "ID "));
  expect_refused_in_line(7, with(text, "call 4711\n", "caller 4711\n"));
  expect_refused_in_line(7, with(text, "call 4711\n", "\ncall 4711\n"));
  expect_refused_in_line(7, with(text, "call 4711\n", "call\n"));
}

TEST(OpeningNote, ALineThatIsMissingTwiceOrElsewhereIsRefused) {
  const std::string text = text_of(opening());
  for (const char* key : {"id ", "agreement ", "recipient ", "workstation ", "call "}) {
    const std::size_t at = text.find(fmt::format("\n{}", key)) + 1;
    std::string without = text;
    without.erase(at, text.find('\n', at) + 1 - at);
    EXPECT_NE(refusal(without), "") << key;
  }
  EXPECT_NE(refusal(with(with(text, "application Kundstöd\n", ""), "application Wiki\n", "")), "");
  expect_refused_in_line(8, with(text, "call 4711\n", "call 4711\ncall 4711\n"));
  expect_refused_in_line(7, with(text, "call 4711\nkind faktura\n", "kind faktura\ncall 4711\n"));
  expect_refused_in_line(12, with(text, "level full\n", ""));
  expect_refused_in_line(15, with(text, "retention-days 30\n", ""));
  expect_refused_in_line(4, with(text, "agreement-sha256 ", "agreement-sha256  "));
}

TEST(OpeningNote, OneNumberHasOneWayToBeWritten) {
  const std::string text = text_of(opening());
  expect_refused_in_line(15, with(text, "days 30", "days 030"));
  expect_refused_in_line(14, with(text, "us 512", "us 0512"));
  const std::string hash = to_hex(opening().agreement_hash);
  std::string capitals = hash;
  std::transform(hash.begin(), hash.end(), capitals.begin(), [](unsigned char c) { return std::toupper(c); });
  expect_refused_in_line(4, with(text, hash, capitals));
}

TEST(OpeningNote, ALastLineWithoutItsEndOrMoreBehindItIsRefused) {
  const std::string text = text_of(opening());
  expect_refused_in_line(15, text.substr(0, text.size() - 1));
  expect_refused_in_line(16, text + "\n");
  expect_refused_in_line(16, text + "more\n");
}

TEST(OpeningNote, FiftyApplicationsAreTheMost) {
  Opening many = opening();
  many.applications.assign(50, "A");
  EXPECT_TRUE(parse_opening(text_of(many)));
  many.applications.emplace_back("A");
  expect_refused_in_line(60, text_of(many));
}

}  // namespace
}  // namespace insyn::recording
