// docs/recording.md is a contract: its example is checked from the page itself.
#include <gtest/gtest.h>

#include "note/public_keys.h"
#include "recording/format/journal.h"
#include "recording/format/note_text.h"
#include "recording/testing.h"
#include "recording/verify/verify.h"

namespace insyn::recording {
namespace {

constexpr const char* kPage = "docs/recording.md";

std::string page(const char* which = kPage) { return content(Path(INSYN_SOURCE_DIR) / which); }

std::string example(const std::string& name, const char* where = kPage) {
  const std::string text = page(where);
  const std::string begin = "```" + name + "\n";
  const std::size_t at = text.find(begin);
  if (at == std::string::npos) return "no example";
  const std::size_t start = at + begin.size();
  return text.substr(start, text.find("```\n", start) - start);
}

note::Signer signer(const std::string& whose) {
  return note::Signer::parse(example(whose + ".sign")).value();
}

// What the example says, which is signed by `whose` key and written as the format demands.
template <class T>
T said(const std::string& name, const std::string& whose, Result<T> (*parse)(std::string_view)) {
  const note::Signer by = signer(whose);
  const auto text = verified_text(example(name), by.verifier());
  EXPECT_TRUE(text) << name << ": " << text.error().message;
  auto parsed = parse(text.value_or(""));
  EXPECT_TRUE(parsed) << name << ": " << parsed.error().message;
  EXPECT_EQ(note::sign(recording::text_of(parsed.value()), by), example(name));
  return std::move(parsed.value());
}

TEST(Document, ItsKeysAreThoseOfItsPubFiles) {
  for (const auto& [whose, role] :
       {std::pair("device", note::Role::kDevice), {"union", note::Role::kUnion}}) {
    const auto keys = note::parse_public_keys(example(fmt::format("{}.pub", whose)));
    ASSERT_TRUE(keys) << keys.error().message;
    EXPECT_EQ(keys->role, role);
    EXPECT_EQ(*keys->verifier, signer(whose).verifier());
  }
}

TEST(Document, ItsNotesBelongTogether) {
  const Certificate certificate = said("certificate.note", "device", &parse_certificate);
  const Opening opening = said("opening.note", "recording", &parse_opening);
  const Closing closing = said("closing.note", "recording", &parse_closing);
  const Peel peel = said("peel.note", "union", &parse_peel);
  EXPECT_EQ(certificate.key, signer("recording").verifier().text());
  EXPECT_EQ(opening.key, certificate.key);
  EXPECT_EQ(opening.agreement_hash, certificate.agreement_hash);
  for (const std::string& id : {opening.id, closing.id, peel.id}) EXPECT_EQ(id, certificate.id);
  EXPECT_EQ(peel.opening_hash, sha256(view_of(example("opening.note"))));
  EXPECT_EQ(peel.closing_hash, sha256(view_of(example("closing.note"))));
}

TEST(Document, ItsJournalListsTheSameChunks) {
  const Closing closing = said("closing.note", "recording", &parse_closing);
  const auto journal = parse_journal(example("chunks.journal"), closing.id, signer("recording").verifier());
  ASSERT_TRUE(journal) << journal.error().message;
  EXPECT_EQ(journal->chunks, closing.chunks);
  EXPECT_FALSE(journal->torn);
}

TEST(Document, ItsEndIsOneAndGivesTheShareWithheld) {
  const auto end = parse_end(example("end"));
  ASSERT_TRUE(end) << end.error().message;
  EXPECT_EQ(end->id, said("opening.note", "recording", &parse_opening).id);
  EXPECT_EQ(withheld_percent(end->balance),
            said("closing.note", "recording", &parse_closing).withheld_percent);
}

TEST(Document, ItsCallStatementsHoldTheStatementOfTheOtherPage) {
  const auto statements = parse_call_statements(example("statements"));
  ASSERT_TRUE(statements) << statements.error().message;
  EXPECT_EQ(statements->id, said("opening.note", "recording", &parse_opening).id);
  EXPECT_EQ(statements->notes, std::vector<std::string>{example("statement.note", "docs/calls.md")});
}

TEST(Document, NamesEveryFileReasonAndFault) {
  const std::string text = page();
  const auto named = [&](const std::string& word) { return text.find(word) != std::string::npos; };
  for (const char* file : {kCertificate, kOpeningNote, kClosingNote, kPeelNote, kKey, kEventsKey, kCallsKey,
                           kAgentKey, kJournal, kReserve, kUnfinishedPrefix})
    EXPECT_TRUE(named(fmt::format("`{}", file))) << file;
  for (const ChunkKind kind : kChunkKinds)
    EXPECT_TRUE(named(fmt::format(".{}.age`", name_of(kind)))) << name_of(kind);
  for (int reason = 0; reason <= static_cast<int>(EndReason::kFault); ++reason)
    EXPECT_TRUE(named(fmt::format("`{}`", code_of(static_cast<EndReason>(reason)))));
  for (int fault = 0; fault <= static_cast<int>(Fault::kKeyExchanged); ++fault)
    EXPECT_TRUE(named(fmt::format("*{}*", name_of(static_cast<Fault>(fault))))) << fault;
  EXPECT_TRUE(named("11 800 chunks")) << kMostChunks;
  EXPECT_EQ(kMostChunks, 11'800U);
}

}  // namespace
}  // namespace insyn::recording
