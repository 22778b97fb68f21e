// docs/ledger.md is a contract: its example is checked from the page itself.
#include <gtest/gtest.h>

#include "ledger/checkpoint/trust.h"
#include "ledger/entries/testing.h"
#include "ledger/folder/folder.h"
#include "ledger/proof/proof.h"
#include "ledger/tiles/testing.h"

namespace insyn::ledger {
namespace {

std::string page() {
  return read_text(Path(INSYN_SOURCE_DIR) / "docs/ledger.md", std::size_t{1} << 20).value();
}

std::string example(const std::string& name) {
  const std::string text = page(), begin = "```" + name + "\n";
  const std::size_t at = text.find(begin);
  if (at == std::string::npos) return "no example";
  return text.substr(at + begin.size(), text.find("```\n", at + 3) - at - begin.size());
}

Proof proof(const std::string& name) {
  Proof hashes;
  for (std::string rest = example(name); !rest.empty(); rest.erase(0, rest.find('\n') + 1))
    hashes.push_back(parse_hash(rest.substr(0, rest.find('\n'))).value());
  return hashes;
}

note::Signer key(const char* secret) { return note::Signer::parse(secret).value(); }
note::Signer ledger_key() {
  return key("PRIVATE+KEY+ledger.example+3ea4788e+ASEhISEhISEhISEhISEhISEhISEhISEhISEhISEhISEh");
}
note::Signer witness_key() {
  return key("PRIVATE+KEY+witness.example+9b7f51ad+ASIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIi");
}
Trust trust() { return {"ledger.example", ledger_key().verifier(), {witness_key().verifier()}, 1}; }

TEST(LedgerExample, KeysAreThoseOfThePage) {
  for (const std::string& text : {ledger_key().verifier().text(), witness_key().verifier().text(),
                                  cosigner_text(witness_key().verifier())})
    EXPECT_NE(page().find(fmt::format("`{}`", text)), std::string::npos) << text;
}

TEST(LedgerExample, CheckpointIsSignedAndCosignedByteForByte) {
  const auto believed = verify_checkpoint(example("checkpoint"), trust(), std::nullopt);
  ASSERT_TRUE(believed) << believed.error().message;
  const auto at = *believed->cosigned.front();
  EXPECT_EQ(to_text(Utc(at)), "2026-12-15T13:00:02.000Z");
  const std::string text = text_of(believed->checkpoint);
  EXPECT_EQ(note::sign(text, ledger_key()) + note::line_of(cosign(text, at, witness_key())),
            example("checkpoint"));
}

TEST(LedgerExample, EntriesGiveItsRootAndItsProofs) {
  const auto now = verify_checkpoint(example("checkpoint"), trust(), std::nullopt).value().checkpoint;
  const auto before = verify_checkpoint(example("before"), trust(), std::nullopt).value().checkpoint;
  MemoryStore store;
  Appender appender = Appender::open(store, 0, empty_root()).value();
  // The page shows kinds of entries that are younger than its ledger.
  std::vector<Entry> entries = example_entries();
  ASSERT_GE(entries.size(), now.size);
  entries.resize(now.size);
  for (const Entry& entry : entries) ASSERT_TRUE(appender.append(view_of(text_of(entry))));
  ASSERT_TRUE(appender.store());
  EXPECT_EQ(appender.root(), now.root);
  EXPECT_EQ(appender.size(), now.size);
  TileNodes nodes(store, now.size);
  EXPECT_EQ(prove_inclusion(nodes, 5, now.size).value(), proof("inclusion"));
  EXPECT_EQ(prove_consistency(nodes, before.size, now.size).value(), proof("consistency"));
  EXPECT_TRUE(verify_inclusion(leaf_hash(view_of(text_of(example_entries()[5]))), 5, now.size, now.root,
                               proof("inclusion")));
  EXPECT_TRUE(verify_consistency(before.size, before.root, now.size, now.root, proof("consistency")));
}

}  // namespace
}  // namespace insyn::ledger
