#include <gtest/gtest.h>

#include "recording/testing.h"

namespace insyn::recording {
namespace {

Closing closing() {
  Closing closing;
  closing.id = "20261201T081503Z-0123456789abcdef";
  closing.end = utc("2026-12-01T08:15:08.050Z");
  closing.duration = std::chrono::milliseconds(4'800);
  closing.balance.kept = {12, 256'000};
  closing.balance.withheld[reason::Withheld::kNotYetDrawn] = {3, 48'000};
  closing.balance.withheld[reason::Withheld::kForeignInside] = {1, 100};
  for (std::uint32_t index = 0; index < 3; ++index) {
    closing.chunks.push_back({index, sha256(view_of(plain_text(index))), 1000 + index});
  }
  return closing;
}

std::string refusal(const std::string& text) {
  const Result<Closing> parsed = parse_closing(text);
  if (parsed) return "";
  EXPECT_EQ(parsed.error().code, Code::kCorrupt);
  return parsed.error().message;
}

void expect_refused_in_line(int line, const std::string& text) {
  EXPECT_TRUE(refusal(text).starts_with(fmt::format("line {}: ", line))) << refusal(text) << "\n" << text;
}

TEST(ClosingNote, ComesBackAsItWas) {
  Closing all = closing();
  for (int reason = 0; reason <= static_cast<int>(EndReason::kFault); ++reason) {
    all.reason = static_cast<EndReason>(reason);
    all.balance = all.reason == EndReason::kRecorderLost ? Balance() : closing().balance;
    EXPECT_EQ(parse_closing(text_of(all)).value(), all) << code_of(all.reason);
  }
  for (int number = 1; number <= 9; ++number)
    all.balance.withheld[*reason::withheld_of(static_cast<std::uint8_t>(number))] = {7, 8};
  EXPECT_EQ(parse_closing(text_of(all)).value(), all);
  const Closing empty{closing().id, closing().end, std::chrono::milliseconds(0), EndReason::kFault, {}, {}};
  EXPECT_EQ(parse_closing(text_of(empty)).value(), empty);
}

TEST(ClosingNote, AValueThatIsNotOneIsRefusedInItsLine) {
  const std::string text = text_of(closing());
  expect_refused_in_line(1, with(text, "closing 0", "opening 0"));
  expect_refused_in_line(2, with(text, "id 2", "id x"));
  expect_refused_in_line(3, with(text, "08:15:08", "08:15:60"));
  expect_refused_in_line(4, with(text, "ms 4800", "ms 4.8"));
  expect_refused_in_line(4, with(text, "ms 4800", "ms 4611686018427387905"));
  expect_refused_in_line(5, with(text, "reason stopped", "reason bored"));
  expect_refused_in_line(6, with(text, "kept 12 256000", "kept 12"));
  expect_refused_in_line(6, with(text, "kept 12 256000", "kept -12 256000"));
  expect_refused_in_line(6, with(text, "kept 12 256000", "kept 12 256000 7"));
  expect_refused_in_line(7, with(text, "not yet drawn", "not drawn"));
  expect_refused_in_line(9, with(text, "chunks 3", "chunks 11801"));
  expect_refused_in_line(7, with(text, "withheld 3", "withhold 3"));
}

TEST(ClosingNote, AChunkLineThatIsNotOneIsRefusedInItsLine) {
  const std::string text = text_of(closing());
  const std::string hash = to_hex(closing().chunks[1].sha256);
  expect_refused_in_line(11, with(text, "chunk 000001", "chunk 000002"));
  expect_refused_in_line(11, with(text, "chunk 000001", "chunk 000000"));
  expect_refused_in_line(11, with(text, "chunk 000001", "chunk 1"));
  expect_refused_in_line(11, with(text, hash, hash.substr(1)));
  expect_refused_in_line(11, with(text, hash + " 1001", hash));
  expect_refused_in_line(11, with(text, hash + " 1001", hash + " 335544321"));
  EXPECT_EQ(refusal(with(text, hash + " 1001", hash + " 335544320")), "");
}

TEST(ClosingNote, ACountThatIsNotThatOfTheListIsRefused) {
  const std::string text = text_of(closing());
  EXPECT_NE(refusal(with(text, "chunks 3", "chunks 2")).find("lists 3 chunks, but states 2"),
            std::string::npos);
  EXPECT_NE(refusal(with(text, "chunks 3", "chunks 4")).find("lists 3 chunks, but states 4"),
            std::string::npos);
  EXPECT_NE(refusal(with(text, "chunks 3\n", "")).find("states 0"), std::string::npos);
}

TEST(ClosingNote, ALineThatIsMissingTwiceOrElsewhereIsRefused) {
  const std::string text = text_of(closing());
  EXPECT_NE(refusal(with(text, "id " + closing().id + "\n", "")).find("names no recording"),
            std::string::npos);
  expect_refused_in_line(3, with(text, "end 2026-12-01T08:15:08.050Z\n", ""));
  expect_refused_in_line(5, with(text, "reason stopped\n", "reason stopped\nreason fault\n"));
  expect_refused_in_line(
      7, with(text, "withheld 3 48000 not yet drawn\nwithheld 1 100 another program's window inside\n",
              "withheld 1 100 another program's window inside\nwithheld 3 48000 not yet drawn\n"));
  expect_refused_in_line(8, with(text, "withheld 3 48000 not yet drawn\n",
                                 "withheld 3 48000 not yet drawn\nwithheld 3 48000 not yet drawn\n"));
  expect_refused_in_line(12, text.substr(0, text.size() - 1));
  expect_refused_in_line(13, text + "\n");
}

TEST(ClosingNote, OneNumberHasOneWayToBeWritten) {
  const std::string text = text_of(closing());
  expect_refused_in_line(4, with(text, "ms 4800", "ms 04800"));
  expect_refused_in_line(9, with(text, "chunks 3", "chunks 03"));
  expect_refused_in_line(10, with(text, " 1000\n", " 01000\n"));
}

// Otherwise a recording could grow so long that it cannot be closed.
TEST(ClosingNote, TheLongestOneIsStillANote) {
  constexpr std::uint64_t kMost = std::uint64_t{1} << 62;
  Closing longest = closing();
  longest.duration = std::chrono::milliseconds(kMost);
  longest.reason = EndReason::kAgreementEnded;
  longest.balance.kept = {kMost, kMost};
  for (int number = 1; number <= 9; ++number)
    longest.balance.withheld[*reason::withheld_of(static_cast<std::uint8_t>(number))] = {kMost, kMost};
  longest.chunks.clear();
  for (std::uint32_t index = 0; index < kMostChunks; ++index)
    longest.chunks.push_back({index, {}, kLargestChunkFile});
  const std::string text = text_of(longest);
  EXPECT_EQ(parse_closing(text).value(), longest);
  const std::string note = note::sign(text, new_device(std::string(255, 'd')));
  EXPECT_LE(note.size(), kLargestNote);
  EXPECT_TRUE(note::parse(note));
}

}  // namespace
}  // namespace insyn::recording
