#include "receipt/tombstone.h"

#include <gtest/gtest.h>

#include "ledger/entries/entry.h"
#include "ledger/proof/testing.h"
#include "note/note.h"

namespace insyn {
namespace {

using ledger::ShreddedBecause;

const std::string kId = "0123456789abcdef0123456789abcdef";

struct ShreddingServer {
  note::Signer key = note::Signer::generate("ledger.example").value();
  std::string origin = "ledger.example";

  static ledger::Entry shredded(const std::string& id) {
    ledger::RecordingShredded what{{}, ShreddedBecause::kErasure};
    std::ranges::copy(from_hex(id).value(), what.recording.bytes.begin());
    return {parse_utc("2026-12-01T08:21:44.000Z").value(), what};
  }
  // Of a ledger of 9 entries, in which it is entry 5.
  Tombstone tombstone(const ledger::Entry& entry = shredded(kId)) const {
    const std::string text = text_of(entry);
    ledger::MemoryNodes nodes(5);
    nodes.append(ledger::leaf_hash(view_of(text)));
    for (std::uint64_t other = 6; other < 9; ++other) nodes.append(ledger::leaf_number(other));
    const ledger::Checkpoint checkpoint{origin, 9, ledger::tree_of(nodes, 9).value().root(), {}};
    return {kId,
            {5, ledger::prove_inclusion(nodes, 5, 9).value(), text,
             note::sign(ledger::text_of(checkpoint), key)}};
  }
  std::string refusal(const Tombstone& tombstone, const std::string& id = kId) const {
    const auto because = verify_tombstone(text_of(tombstone), id, {origin, key.verifier()});
    return because ? "taken" : because.error().message;
  }
};

void expect_in(const std::string& text, const std::string& part) {
  EXPECT_NE(text.find(part), std::string::npos) << text;
}

TEST(Tombstone, IsReadAsItWasWrittenAndProves) {
  const ShreddingServer server;
  const std::string text = text_of(server.tombstone());
  EXPECT_EQ(parse_tombstone(text).value(), server.tombstone());
  EXPECT_EQ(verify_tombstone(text, kId, {server.origin, server.key.verifier()}).value(),
            ShreddedBecause::kErasure);
}

TEST(Tombstone, OfAnotherRecordingIsRefused) {
  const ShreddingServer server;
  const std::string other(32, '0');
  expect_in(server.refusal(server.tombstone(), other), "another recording's");
  // Its head says the right one, its entry another.
  expect_in(server.refusal(server.tombstone(ShreddingServer::shredded(other))), "another recording's");
}

TEST(Tombstone, WhoseEntrySaysSomethingElseIsRefused) {
  const ShreddingServer server;
  expect_in(
      server.refusal(server.tombstone({ShreddingServer::shredded(kId).time, ledger::CertificateBegun{}})),
      "instead of “shredded”");
}

TEST(Tombstone, WhoseEntryTheLedgerDoesNotHaveIsRefused) {
  const ShreddingServer server;
  Tombstone tombstone = server.tombstone();
  tombstone.proven.number = 4;
  expect_in(server.refusal(tombstone), "does not prove");
  tombstone = server.tombstone();
  tombstone.proven.proof.front()[0] ^= 1;
  expect_in(server.refusal(tombstone), "does not prove");
}

TEST(Tombstone, OfAnotherLedgerIsRefused) {
  const ShreddingServer server;
  ShreddingServer other;
  expect_in(server.refusal(other.tombstone()), "not signed with the ledger's key");
  other.key = note::Signer::parse(server.key.secret_text()).value();
  other.origin = "other.example";
  expect_in(server.refusal(other.tombstone()), "that of the ledger “other.example”");
}

TEST(Tombstone, WhateverIsWrittenDifferentlyIsRefused) {
  const std::string text = text_of(ShreddingServer().tombstone());
  const auto with = [&](std::string_view from, std::string_view to) {
    std::string changed = text;
    changed.replace(changed.find(from), from.size(), to);
    return parse_tombstone(changed);
  };
  EXPECT_FALSE(with("tombstone 1", "receipt 1"));
  EXPECT_FALSE(with("recording 0", "recording x"));
  EXPECT_FALSE(with("entry 5", "entry 05"));
  EXPECT_FALSE(with("proof ", "proof 1"));
  EXPECT_FALSE(parse_tombstone(text.substr(0, text.find("\n\n") + 2)));
  EXPECT_FALSE(parse_tombstone(std::string(kLargestTombstone + 1, 'x')));
  EXPECT_FALSE(parse_tombstone(""));
}

}  // namespace
}  // namespace insyn
