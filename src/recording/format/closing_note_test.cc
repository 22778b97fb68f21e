#include <gtest/gtest.h>

#include "recording/testing.h"

namespace insyn::recording {
namespace {

Closing closing() {
  Closing closing;
  closing.id = kTestId;
  closing.withheld_percent = 20;
  for (std::uint32_t index = 0; index < 3; ++index) {
    closing.chunks.push_back({index, sha256(view_of(plain_text(index))), 1000 + index});
  }
  return closing;
}

std::string closing_refusal(const std::string& text) {
  const Result<Closing> parsed = parse_closing(text);
  if (parsed) return "";
  EXPECT_EQ(parsed.error().code, Code::kCorrupt);
  return parsed.error().message;
}

void expect_closing_refused_in_line(int line, const std::string& text) {
  EXPECT_TRUE(closing_refusal(text).starts_with(fmt::format("line {}: ", line)))
      << closing_refusal(text) << "\n"
      << text;
}

TEST(ClosingNote, ComesBackAsItWas) {
  Closing all = closing();
  for (const ChunkKind kind : kChunkKinds) {
    all.chunks[1].kind = kind;
    EXPECT_EQ(parse_closing(text_of(all)).value(), all);
  }
  Closing shortest;
  shortest.id = kTestId;
  EXPECT_EQ(parse_closing(text_of(shortest)).value(), shortest);
}

// The end, its reason, what was withheld why, and so how often an agent paused: end_statement.h.
TEST(ClosingNote, SaysNothingOfWhenAndWhyItEnded) {
  const Workstation workstation;
  const std::string note = content(workstation.record(1, true) / kClosingNote);
  for (const char* told : {"desk-12", "end ", "08:15", "duration", "kept", "stopped", "paused", "program"})
    EXPECT_EQ(note.find(told), std::string::npos) << told << "\n" << note;
}

TEST(ClosingNote, AValueThatIsNotOneIsRefusedInItsLine) {
  const std::string text = text_of(closing());
  expect_closing_refused_in_line(1, with(text, "closing 1", "closing 0"));
  expect_closing_refused_in_line(2, with(text, kTestId, kTestId.substr(1)));
  for (const char* percent : {"15", "110", "-10", "x"})
    expect_closing_refused_in_line(3, with(text, "percent 20", fmt::format("percent {}", percent)));
  expect_closing_refused_in_line(4, with(text, "chunks 3", "chunks 11801"));
  expect_closing_refused_in_line(5, with(text, "chunk 000000", "pictures 000000"));
}

TEST(ClosingNote, AChunkLineThatIsNotOneIsRefusedInItsLine) {
  const std::string text = text_of(closing());
  const std::string hash = to_hex(closing().chunks[1].sha256);
  expect_closing_refused_in_line(6, with(text, "chunk 000001", "chunk 000002"));
  expect_closing_refused_in_line(6, with(text, "chunk 000001", "chunk 000000"));
  expect_closing_refused_in_line(6, with(text, "chunk 000001", "chunk 1"));
  expect_closing_refused_in_line(6, with(text, hash, hash.substr(1)));
  expect_closing_refused_in_line(6, with(text, hash + " 1001", hash));
  expect_closing_refused_in_line(6, with(text, hash + " 1001", hash + " 335544321"));
  EXPECT_EQ(closing_refusal(with(text, hash + " 1001", hash + " 335544320")), "");
}

TEST(ClosingNote, ACountThatIsNotThatOfTheListIsRefused) {
  const std::string text = text_of(closing());
  EXPECT_NE(closing_refusal(with(text, "chunks 3", "chunks 2")).find("lists 3 chunks, but states 2"),
            std::string::npos);
  EXPECT_NE(closing_refusal(with(text, "chunks 3", "chunks 4")).find("lists 3 chunks, but states 4"),
            std::string::npos);
  EXPECT_NE(closing_refusal(with(text, "chunks 3\n", "")).find("states 0"), std::string::npos);
}

TEST(ClosingNote, ALineThatIsMissingTwiceOrElsewhereIsRefused) {
  const std::string text = text_of(closing());
  EXPECT_NE(closing_refusal(with(text, "id " + kTestId + "\n", "")).find("names no recording"),
            std::string::npos);
  expect_closing_refused_in_line(
      4, with(text, "withheld-percent 20\n", "withheld-percent 20\nwithheld-percent 20\n"));
  expect_closing_refused_in_line(
      3, with(text, "withheld-percent 20\nchunks 3\n", "chunks 3\nwithheld-percent 20\n"));
  expect_closing_refused_in_line(7, text.substr(0, text.size() - 1));
  expect_closing_refused_in_line(8, text + "\n");
}

TEST(ClosingNote, OneNumberHasOneWayToBeWritten) {
  const std::string text = text_of(closing());
  expect_closing_refused_in_line(3, with(text, "percent 20", "percent 020"));
  expect_closing_refused_in_line(4, with(text, "chunks 3", "chunks 03"));
  expect_closing_refused_in_line(5, with(text, " 1000\n", " 01000\n"));
}

// Otherwise a recording could grow so long that it cannot be closed.
TEST(ClosingNote, TheLongestOneIsStillANote) {
  Closing longest = closing();
  longest.withheld_percent = 100;
  longest.chunks.clear();
  for (std::uint32_t index = 0; index < kMostChunks; ++index)
    longest.chunks.push_back({index, {}, kLargestChunkFile});
  const std::string text = text_of(longest);
  EXPECT_EQ(parse_closing(text).value(), longest);
  const std::string note = note::sign(text, new_device(kTestId));
  EXPECT_LE(note.size(), kLargestNote);
  EXPECT_TRUE(note::parse(note));
}

EndStatement end() {
  EndStatement end = Workstation::ending();
  end.id = kTestId;
  return end;
}

std::string end_refusal(const std::string& text) {
  const Result<EndStatement> parsed = parse_end(text);
  return parsed ? "" : parsed.error().message;
}

TEST(EndStatement, ComesBackAsItWas) {
  EndStatement all = end();
  for (int reason = 0; reason <= static_cast<int>(EndReason::kFault); ++reason) {
    all.reason = static_cast<EndReason>(reason);
    EXPECT_EQ(parse_end(text_of(all)).value(), all);
  }
  all.balance = {};
  EXPECT_EQ(parse_end(text_of(all)).value(), all);
}

TEST(EndStatement, IsRefusedWhereAByteIsWrittenDifferently) {
  const std::string text = text_of(end());
  const std::vector<std::pair<std::string, std::string>> changes = {
      {"end 1", "end 0"},
      {kTestId, kTestId.substr(1)},
      {"end 2026", "end 202x"},
      {"us 4800512", "us 04800512"},
      {"ms 4800", "ms -1"},
      {"reason stopped", "reason bored"},
      {"reason stopped", "reason recorder-lost"},
      {"kept 2 4096\n", ""},
      {"withheld 3", "withhold 3"},
      {"paused", "bored"},
      {"withheld 3 0 paused\n", "withheld 3 0 paused\nwithheld 3 0 paused\n"}};
  for (const auto& [from, to] : changes) EXPECT_NE(end_refusal(with(text, from, to)), "") << from;
  EXPECT_NE(end_refusal(text + "\n"), "");
}

TEST(WithheldPercent, IsRoundedToTenAndKnowsNothingOfPauses) {
  Balance balance;
  EXPECT_EQ(withheld_percent(balance), std::nullopt);
  balance.withheld[reason::Withheld::kPaused] = {9, 0};
  EXPECT_EQ(withheld_percent(balance), std::nullopt);
  balance.kept = {1, 1000};
  EXPECT_EQ(withheld_percent(balance), 0);
  balance.withheld[reason::Withheld::kForeignInside] = {1, 40};
  EXPECT_EQ(withheld_percent(balance), 0);
  balance.withheld[reason::Withheld::kNotYetDrawn] = {1, 960};
  EXPECT_EQ(withheld_percent(balance), 50);
  balance.kept = {};
  EXPECT_EQ(withheld_percent(balance), 100);
}

}  // namespace
}  // namespace insyn::recording
