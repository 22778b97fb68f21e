#include "recording/format/peel_note.h"

#include <gtest/gtest.h>

#include "recording/format/version_0.h"
#include "recording/testing.h"

namespace insyn::recording {
namespace {

Peel peel() {
  Peel peel;
  peel.id = kTestId;
  peel.request = "age1request";
  peel.request_name = "Granskare 3, ärende 17";
  peel.key_file = {kKey, sha256(view_of("sealed to the request"))};
  peel.opening_hash = sha256(view_of("opening"));
  peel.closing_hash = sha256(view_of("closing"));
  peel.chunks_proven = 3;
  peel.chunks_listed = 4;
  peel.time = utc("2026-12-03T09:00:00.000Z");
  return peel;
}

std::string peel_refusal(const std::string& text) {
  const Result<Peel> parsed = parse_peel(text);
  return parsed ? "" : parsed.error().message;
}

TEST(PeelNote, ComesBackAsItWas) {
  EXPECT_EQ(parse_peel(text_of(peel())).value(), peel());
  Peel events = peel();
  events.kind = PeelKind::kEvents;
  events.key_file.name = kEventsKey;
  events.closing_hash.reset();
  events.journal_hash = sha256(view_of("journal"));
  EXPECT_EQ(parse_peel(text_of(events)).value(), events);
}

TEST(PeelNote, IsRefusedWhereItIsNotOne) {
  const std::string text = text_of(peel());
  const std::vector<std::pair<std::string, std::string>> changes = {
      {"peel 1", "peel 0"},
      {kTestId, "x"},
      {"of pictures", "of all"},
      {"of pictures", "of events"},
      {"key-file key.age", "key-file key.calls.age"},
      {"request age1request\n", ""},
      {"request-name Granskare 3, ärende 17\n", ""},
      {"verified certificate opening key-files list\n", ""},
      {"verified certificate opening", "verified opening"},
      {"chunks 3 4", "chunks 5 4"},
      {"chunks 3 4", "chunks 3"},
      {"chunks 3 4", "chunks 03 4"},
      {"time 2026", "time 202x"}};
  for (const auto& [from, to] : changes) EXPECT_NE(peel_refusal(with(text, from, to)), "") << from;
  Peel both = peel();
  both.journal_hash = both.closing_hash;
  EXPECT_NE(peel_refusal(text_of(both)), "");
  both.journal_hash.reset();
  both.closing_hash.reset();
  EXPECT_NE(peel_refusal(text_of(both)), "");
}

TEST(PeelNote, HandsOutWhatItsKeyOpens) {
  for (const ChunkKind kind : {ChunkKind::kTrack, ChunkKind::kPages}) {
    EXPECT_TRUE(is_handed_out(kind, PeelKind::kPictures));
    EXPECT_FALSE(is_handed_out(kind, PeelKind::kEvents));
  }
  EXPECT_TRUE(is_handed_out(ChunkKind::kEvents, PeelKind::kEvents));
  EXPECT_FALSE(is_handed_out(ChunkKind::kEvents, PeelKind::kPictures));
  for (const PeelKind kind : {PeelKind::kPictures, PeelKind::kEvents})
    EXPECT_FALSE(is_handed_out(ChunkKind::kCalls, kind));
}

TEST(Version0, IsToldApartAndReadForTheList) {
  const std::string text =
      "insyn recording opening 0\nid 20261201T081503Z-0123456789abcdef\nagreement x\nworkstation desk-12\n"
      "call 4711\nagent age1agent\napplication Kundstöd\napplication Wiki\nlevel full\n"
      "start 2026-12-01T08:15:03.250Z\nretention-days 30\n";
  EXPECT_TRUE(is_version_0(text));
  EXPECT_FALSE(is_version_0(text_of(Workstation().written_opening())));
  const Version0 old = parse_version_0(text).value();
  EXPECT_EQ(old.id, "20261201T081503Z-0123456789abcdef");
  EXPECT_EQ(old.agent, "age1agent");
  EXPECT_EQ(old.applications.size(), 2U);
  EXPECT_EQ(old.start, utc("2026-12-01T08:15:03.250Z"));
  EXPECT_FALSE(parse_version_0(with(text, "id 2026", "id ../6")));
  EXPECT_FALSE(parse_version_0(with(text, "call 4711", "call 47\x1b")));
}

}  // namespace
}  // namespace insyn::recording
