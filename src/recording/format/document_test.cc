// docs/recording.md is a contract: its example is checked from the page itself.
#include <gtest/gtest.h>

#include "note/public_keys.h"
#include "recording/format/journal.h"
#include "recording/format/note_text.h"
#include "recording/testing.h"
#include "recording/verify/verify.h"

namespace insyn::recording {
namespace {

std::string page() { return content(Path(INSYN_SOURCE_DIR) / "docs/recording.md"); }

std::string example(const std::string& name) {
  const std::string text = page();
  const std::string begin = "```" + name + "\n";
  const std::size_t at = text.find(begin);
  if (at == std::string::npos) return "no example";
  const std::size_t start = at + begin.size();
  return text.substr(start, text.find("```\n", start) - start);
}

note::Signer device() { return note::Signer::parse(example("device.sign")).value(); }

TEST(Document, ItsDeviceIsOne) {
  const auto keys = note::parse_public_keys(example("device.pub"));
  ASSERT_TRUE(keys) << keys.error().message;
  EXPECT_EQ(keys->role, note::Role::kDevice);
  EXPECT_EQ(*keys->verifier, device().verifier());
}

TEST(Document, ItsNotesAreTheDevicesAndSayWhatIsWrittenThere) {
  const auto opening_text = verified_text(example("opening.note"), device().verifier());
  const auto closing_text = verified_text(example("closing.note"), device().verifier());
  ASSERT_TRUE(opening_text) << opening_text.error().message;
  ASSERT_TRUE(closing_text) << closing_text.error().message;
  const auto opening = parse_opening(*opening_text);
  const auto closing = parse_closing(*closing_text);
  ASSERT_TRUE(opening) << opening.error().message;
  ASSERT_TRUE(closing) << closing.error().message;
  EXPECT_EQ(closing->id, opening->id);
  EXPECT_EQ(note::sign(text_of(*opening), device()), example("opening.note"));
  EXPECT_EQ(note::sign(text_of(*closing), device()), example("closing.note"));
}

TEST(Document, ItsJournalListsTheSameChunks) {
  const auto closing = parse_closing(verified_text(example("closing.note"), device().verifier()).value());
  const auto journal = parse_journal(example("chunks.journal"), closing->id, &device().verifier());
  ASSERT_TRUE(journal) << journal.error().message;
  EXPECT_EQ(journal->chunks, closing->chunks);
  EXPECT_FALSE(journal->torn);
}

TEST(Document, NamesEveryFileReasonAndFault) {
  const std::string text = page();
  const auto named = [&](const std::string& word) { return text.find(word) != std::string::npos; };
  for (const char* file :
       {kOpeningNote, kClosingNote, kKey, kAgentKey, kJournal, kReserve, kUnfinishedPrefix})
    EXPECT_TRUE(named(fmt::format("`{}", file))) << file;
  for (int reason = 0; reason <= static_cast<int>(EndReason::kFault); ++reason)
    EXPECT_TRUE(named(fmt::format("`{}`", code_of(static_cast<EndReason>(reason)))));
  for (int fault = 0; fault <= static_cast<int>(Fault::kKeyMissing); ++fault)
    EXPECT_TRUE(named(fmt::format("*{}*", name_of(static_cast<Fault>(fault))))) << fault;
  EXPECT_TRUE(named("11 800 chunks")) << kMostChunks;
  EXPECT_EQ(kMostChunks, 11'800U);
}

}  // namespace
}  // namespace insyn::recording
