#include <gtest/gtest.h>

#include "recording/testing.h"

namespace insyn::recording {
namespace {

Opening opening() { return Workstation().written_opening(); }

// The message with which this text is refused; empty where it is not.
std::string opening_refusal(const std::string& text) {
  const Result<Opening> parsed = parse_opening(text);
  if (parsed) return "";
  EXPECT_EQ(parsed.error().code, Code::kCorrupt);
  return parsed.error().message;
}

// Refused with the number of the line.
void expect_opening_refused_in_line(int line, const std::string& text) {
  EXPECT_TRUE(opening_refusal(text).starts_with(fmt::format("line {}: ", line)))
      << opening_refusal(text) << "\n"
      << text;
}

Opening of_metrics() {
  Opening metrics = opening();
  metrics.level = agreement::Level::kMetrics;
  metrics.recipient = "";
  metrics.key_files.erase(metrics.key_files.begin());
  return metrics;
}

TEST(OpeningNote, ComesBackAsItWas) {
  Opening full = opening();
  for (const auto level :
       {agreement::Level::kStructure, agreement::Level::kMasked, agreement::Level::kFull}) {
    full.level = level;
    EXPECT_EQ(parse_opening(text_of(full)).value(), full);
  }
  Opening shortest = of_metrics();
  shortest.events_recipient = "";
  shortest.key_files = {shortest.key_files[1]};
  shortest.applications = {{"A", {}}};
  EXPECT_EQ(parse_opening(text_of(shortest)).value(), shortest);
}

// What certificate.note says, this one does not, in no words.
TEST(OpeningNote, SaysNothingOfWhomWhenExactlyOrWhy) {
  const Workstation workstation;
  Beginning beginning = workstation.beginning();
  beginning.about.agent = "agent-a17";
  beginning.about.call = "call-4711";
  beginning.about.begin_mono = std::chrono::microseconds(86'400'512'345);
  const std::string note = content(workstation.begin(std::move(beginning))->folder() / kOpeningNote);
  for (const char* told : {"desk-12", "a17", "call-4711", "faktura", "08:15", "86400512345"})
    EXPECT_EQ(note.find(told), std::string::npos) << told << "\n" << note;
  EXPECT_NE(note.find("date 2026-12-01\n"), std::string::npos);
}

TEST(OpeningNote, NamesARecipientWhereThereArePicturesAndOnlyThere) {
  Opening without = opening();
  without.level = agreement::Level::kMetrics;
  EXPECT_NE(opening_refusal(text_of(without)).find("a recipient must be named if there are pictures"),
            std::string::npos);
  EXPECT_EQ(opening_refusal(text_of(of_metrics())), "");
  without = of_metrics();
  without.level = agreement::Level::kFull;
  EXPECT_NE(opening_refusal(text_of(without)).find("a recipient must be named if there are pictures"),
            std::string::npos);
}

TEST(OpeningNote, ListsAKeyFileWhereItNamesARecipientAndOnlyThere) {
  for (std::size_t missing = 0; missing < 3; ++missing) {
    Opening without = opening();
    without.key_files.erase(without.key_files.begin() + static_cast<std::ptrdiff_t>(missing));
    EXPECT_NE(opening_refusal(text_of(without)), "") << kKeyFiles.at(missing);
  }
  Opening changed = opening();
  changed.events_recipient = "";
  EXPECT_NE(opening_refusal(text_of(changed)), "");
  changed = opening();
  std::swap(changed.key_files[0], changed.key_files[1]);
  EXPECT_NE(opening_refusal(text_of(changed)), "");
  changed = opening();
  changed.key_files[1] = changed.key_files[0];
  EXPECT_NE(opening_refusal(text_of(changed)), "");
  changed = opening();
  changed.key_files[3].name = "key.other.age";
  EXPECT_NE(opening_refusal(text_of(changed)), "");
  // The agent's is there where agents may see their own.
  changed = opening();
  changed.key_files.pop_back();
  EXPECT_EQ(opening_refusal(text_of(changed)), "");
}

TEST(OpeningNote, ItsKeyHasTheRecordingsIdForAName) {
  Opening other = opening();
  other.key = note::Signer::generate("desk-12").value().verifier().text();
  EXPECT_NE(opening_refusal(text_of(other)).find("another recording"), std::string::npos);
}

TEST(OpeningNote, AnotherHeadIsRefusedInLineOne) {
  const std::string text = text_of(opening());
  expect_opening_refused_in_line(1, with(text, "opening 1", "opening 0"));
  expect_opening_refused_in_line(1, with(text, "opening 1", "opening 2"));
  expect_opening_refused_in_line(1, with(text, "opening 1", "closing 1"));
  expect_opening_refused_in_line(1, "");
  expect_opening_refused_in_line(1, fmt::format("\n{}", text));
}

TEST(OpeningNote, AValueThatIsNotOneIsRefused) {
  const std::string text = text_of(opening());
  const std::string hash = to_hex(opening().agreement_hash);
  EXPECT_NE(opening_refusal(with(text, "id " + kTestId, "id ../../../../../../../../etc/passwd0")), "");
  expect_opening_refused_in_line(5, with(text, hash, hash.substr(2)));
  expect_opening_refused_in_line(5, with(text, hash, "zz" + hash.substr(2)));
  expect_opening_refused_in_line(6, with(text, "date 2026-12-01", "date 2026-13-01"));
  expect_opening_refused_in_line(6, with(text, "date 2026-12-01", "date 2026-12-01T00:00"));
  expect_opening_refused_in_line(17, with(text, "level full", "level all"));
  expect_opening_refused_in_line(18, with(text, "days 30", "days 366"));
  expect_opening_refused_in_line(18, with(text, "days 30", "days 30 "));
  expect_opening_refused_in_line(
      15, with(text, "application " + to_hex(sha256(view_of("a program"))), "application x"));
}

TEST(OpeningNote, AValueThatMayNotStandInANoteIsRefusedInItsLine) {
  const std::string text = text_of(opening());
  for (const char* value : {"", " Wiki", "Wiki ", "Wi\tki", "Wi\x1b[2J", "Wi\xff", "Wi\xc0\x80"}) {
    expect_opening_refused_in_line(16,
                                   with(text, "application - Wiki", fmt::format("application - {}", value)));
  }
  expect_opening_refused_in_line(16, with(text, "- Wiki", "- " + std::string(501, 'x')));
  EXPECT_EQ(opening_refusal(with(text, "- Wiki", "- " + std::string(500, 'x'))), "");
  expect_opening_refused_in_line(16, with(text, "- Wiki", std::string("- Wi\0", 5)));
}

TEST(OpeningNote, ALineThatItDoesNotHaveIsRefused) {
  const std::string text = text_of(opening());
  expect_opening_refused_in_line(2, with(text, "id ", "ID "));
  for (const char* line : {"call 4711\n", "agent a17\n", "start 2026-12-01T08:15:03.250Z\n", "\n"})
    expect_opening_refused_in_line(6, with(text, "date 2026-12-01\n", line));
}

TEST(OpeningNote, ALineThatIsMissingTwiceOrElsewhereIsRefused) {
  const std::string text = text_of(opening());
  for (const char* key : {"id ", "key ", "agreement ", "date ", "zone ", "recipient ", "calls-recipient "}) {
    const std::size_t at = text.find(fmt::format("\n{}", key)) + 1;
    std::string without = text;
    without.erase(at, text.find('\n', at) + 1 - at);
    EXPECT_NE(opening_refusal(without), "") << key;
  }
  expect_opening_refused_in_line(
      8, with(text, "zone Europe/Stockholm\n", "zone Europe/Stockholm\nzone Europe/Stockholm\n"));
  expect_opening_refused_in_line(
      6, with(text, "date 2026-12-01\nzone Europe/Stockholm\n", "zone Europe/Stockholm\ndate 2026-12-01\n"));
  expect_opening_refused_in_line(17, with(text, "level full\n", ""));
  expect_opening_refused_in_line(18, with(text, "retention-days 30\n", ""));
  expect_opening_refused_in_line(5, with(text, "agreement-sha256 ", "agreement-sha256  "));
}

TEST(OpeningNote, OneNumberHasOneWayToBeWritten) {
  const std::string text = text_of(opening());
  expect_opening_refused_in_line(18, with(text, "days 30", "days 030"));
  const std::string hash = to_hex(opening().agreement_hash);
  std::string capitals = hash;
  std::transform(hash.begin(), hash.end(), capitals.begin(), [](unsigned char c) { return std::toupper(c); });
  expect_opening_refused_in_line(5, with(text, hash, capitals));
}

TEST(OpeningNote, ALastLineWithoutItsEndOrMoreBehindItIsRefused) {
  const std::string text = text_of(opening());
  expect_opening_refused_in_line(18, text.substr(0, text.size() - 1));
  expect_opening_refused_in_line(19, text + "\n");
  expect_opening_refused_in_line(19, text + "more\n");
}

TEST(OpeningNote, FiftyApplicationsAreTheMost) {
  Opening many = opening();
  many.applications.assign(50, {"A", {}});
  EXPECT_TRUE(parse_opening(text_of(many)));
  many.applications.push_back({"A", {}});
  expect_opening_refused_in_line(65, text_of(many));
}

}  // namespace
}  // namespace insyn::recording
