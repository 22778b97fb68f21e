#include "receipt/receipt.h"

#include <gtest/gtest.h>

#include "base/testing.h"
#include "ledger/entries/entry.h"
#include "ledger/proof/testing.h"
#include "note/note.h"

namespace insyn {
namespace {

using ledger::Salt;

// A ledger with the example's recording in the middle of other entries.
struct Server {
  note::Signer key = note::Signer::generate("ledger.example").value();
  std::string origin = "ledger.example";
  Salt salt = Salt::random();
  Sent sent{"0123456789abcdef0123456789abcdef", sha256(view_of("opening")), sha256(view_of("closing")), 3};
  ledger::Entry entry{
      parse_utc("2026-12-01T08:21:44.000Z").value(),
      ledger::RecordingReceived{ledger::salted(salt, view_of(sent.recording)),
                                ledger::salted_contents(salt, sent.opening_hash, sent.closing_hash), 3}};

  // Of a ledger of 9 entries, in which it is entry 5.
  Receipt receipt() const { return receipt_of(text_of(entry)); }
  Receipt receipt_of(const std::string& text) const {
    ledger::MemoryNodes nodes(5);
    nodes.append(ledger::leaf_hash(view_of(text)));
    for (std::uint64_t other = 6; other < 9; ++other) nodes.append(ledger::leaf_number(other));
    Receipt made{sent.recording, salt, 5, ledger::prove_inclusion(nodes, 5, 9).value(), text, ""};
    ledger::Checkpoint checkpoint{origin, 9, ledger::tree_of(nodes, 9).value().root(), {}};
    made.checkpoint = note::sign(ledger::text_of(checkpoint), key);
    return made;
  }
  Result<Received> verify(const Receipt& receipt) const { return verify(text_of(receipt)); }
  Result<Received> verify(const std::string& text) const {
    return verify_receipt(text, sent, {origin, key.verifier()});
  }
};

void expect_denied(const Result<Received>& result, const std::string& why) {
  ASSERT_FALSE(result) << why;
  EXPECT_EQ(result.error().code, Code::kDenied) << result.error().message;
  EXPECT_NE(result.error().message.find(why), std::string::npos) << result.error().message;
}

TEST(Receipt, IsReadAsItWasWritten) {
  const Server server;
  const Receipt receipt = server.receipt();
  EXPECT_EQ(parse_receipt(text_of(receipt)).value(), receipt);
}

TEST(Receipt, IsRefusedWhereItIsWrittenInAnotherForm) {
  const Server server;
  const std::string text = text_of(server.receipt());
  const std::string salt = to_hex(server.salt.bytes);
  std::string capitals = salt;
  for (char& digit : capitals) digit = static_cast<char>(std::toupper(digit));
  for (const auto& [from, to] : {std::pair(salt, capitals + (capitals == salt ? "0" : "")),
                                 {salt, salt + "00"},
                                 {salt, "00"},
                                 {std::string("recording "), std::string("recordinx ")},
                                 {"recording ", "recording"},
                                 {"recording 0123456789abcdef", "recording 0123456789ABCDEF"},
                                 {"entry 5", "entry"},
                                 {"entry 5", "entry "},
                                 {"proof ", "proof 9"}})
    EXPECT_FALSE(parse_receipt(with(text, from, to))) << from << " " << to;
  EXPECT_FALSE(parse_receipt(text + std::string(kLargestReceipt, 'x')));
  EXPECT_FALSE(parse_receipt(text.substr(0, text.find("\n\n") + 2))) << "no checkpoint";
  EXPECT_FALSE(parse_receipt(text.substr(0, text.find("proof") + 8))) << "its proof is cut off";
}

TEST(Receipt, ProvesThatItIsInTheLedger) {
  const Server server;
  const auto received = server.verify(server.receipt());
  ASSERT_TRUE(received) << received.error().message;
  EXPECT_EQ(received->number, 5u);
  EXPECT_EQ(received->checkpoint.size, 9u);
  EXPECT_EQ(to_text(received->time), "2026-12-01T08:21:44.000Z");
}

TEST(Receipt, ForAnotherRecordingIsRefused) {
  Server server;
  Receipt receipt = server.receipt();
  receipt.recording.back() = '0';
  expect_denied(server.verify(receipt), "and 0123456789abcdef0123456789abcdef was sent");
  // Its head says the right one, its entry another.
  Server other;
  other.sent.recording.back() = '0';
  other.entry.what = ledger::RecordingReceived{
      ledger::salted(other.salt, view_of(other.sent.recording)),
      ledger::salted_contents(other.salt, server.sent.opening_hash, server.sent.closing_hash), 3};
  receipt = other.receipt();
  receipt.recording = server.sent.recording;
  expect_denied(verify_receipt(text_of(receipt), server.sent, {other.origin, other.key.verifier()}),
                "about another recording");
}

TEST(Receipt, ForOtherContentsIsRefused) {
  const Server server;
  const std::string text = text_of(server.receipt());
  const auto verify = [&](auto change) {
    Sent sent = server.sent;
    change(sent);
    return verify_receipt(text, sent, {server.origin, server.key.verifier()});
  };
  expect_denied(verify([](Sent& sent) { sent.opening_hash[0] ^= 1; }), "other contents");
  expect_denied(verify([](Sent& sent) { sent.closing_hash[0] ^= 1; }), "other contents");
  expect_denied(verify([](Sent& sent) { sent.chunks = 4; }), "3 chunks, and 4 were sent");
}

TEST(Receipt, WithAnotherSaltIsRefused) {
  const Server server;
  Receipt receipt = server.receipt();
  receipt.salt = Salt::random();
  expect_denied(server.verify(receipt), "its salt is another one");
}

TEST(Receipt, WithAnEntryThatSaysSomethingElseIsRefused) {
  Server server;
  const auto received = std::get<ledger::RecordingReceived>(server.entry.what);
  server.entry.what = ledger::CertificateBegun{received.recording, received.contents};
  expect_denied(server.verify(server.receipt()), "says “certificate” instead of “received”");
  EXPECT_FALSE(server.verify(server.receipt_of("hello\n")));
}

TEST(Receipt, WhoseEntryTheLedgerDoesNotHaveIsRefused) {
  const Server server;
  Receipt receipt = server.receipt();
  // Never appended: the server has it stand where something else does.
  Receipt other = server.receipt_of("something else\n");
  other.entry = receipt.entry;
  expect_denied(server.verify(other), "does not prove");
  receipt.number = 4;
  expect_denied(server.verify(receipt), "does not prove");
  receipt = server.receipt();
  receipt.proof.pop_back();
  expect_denied(server.verify(receipt), "does not prove");
  receipt = server.receipt();
  receipt.proof.front()[0] ^= 1;
  expect_denied(server.verify(receipt), "does not prove");
  // The time of the entry is part of it.
  receipt = server.receipt();
  receipt.entry = with(receipt.entry, "08:21:44", "08:21:45");
  expect_denied(server.verify(receipt), "does not prove");
}

TEST(Receipt, WithACheckpointOfSomebodyElseIsRefused) {
  const Server server;
  Server other;
  other.salt = server.salt;
  other.entry = server.entry;
  expect_denied(server.verify(other.receipt()), "not signed with the ledger's key");
  Receipt receipt = server.receipt();
  const note::Note checkpoint = note::parse(receipt.checkpoint).value();
  receipt.checkpoint = note::sign(with(checkpoint.text, "\n9\n", "\n10\n"), other.key);
  EXPECT_FALSE(server.verify(receipt));
  receipt.checkpoint = with(server.receipt().checkpoint, "\n9\n", "\n10\n");
  EXPECT_FALSE(server.verify(receipt));
  other.key = note::Signer::parse(server.key.secret_text()).value();
  other.origin = "other.example";
  expect_denied(server.verify(other.receipt()), "that of the ledger “other.example”");
}

TEST(Receipt, WhateverIsWrittenDifferentlyIsRefused) {
  const Server server;
  const std::string text = text_of(server.receipt());
  for (const auto& [from, to] : {std::pair("receipt 1", "receipt 2"),
                                 {"recording 0", "recording  0"},
                                 {"89abcdef\n", "89abcde\n"},
                                 {"89abcdef\n", "89ABCDEF\n"},
                                 {"entry 5", "entry 05"},
                                 {"entry 5", "entry -5"},
                                 {"proof ", "proof 0"},
                                 {"chunks 3\n\n", "chunks 3\n"},
                                 {"salt ", "salt 00"},
                                 {"\nproof", "\r\nproof"}}) {
    EXPECT_FALSE(server.verify(with(text, from, to))) << from << " → " << to;
  }
  for (std::size_t size = 0; size < text.size(); ++size)
    ASSERT_FALSE(server.verify(text.substr(0, size))) << size;
}

TEST(Receipt, IsBounded) {
  const Server server;
  Receipt receipt = server.receipt();
  receipt.proof.assign(ledger::kLongestProof + 1, Digest());
  EXPECT_FALSE(parse_receipt(text_of(receipt)));
  receipt = server.receipt();
  receipt.entry = "\n";
  receipt.entry.insert(0, ledger::kLongestEntryText, 'a');
  EXPECT_FALSE(parse_receipt(text_of(receipt)));
  receipt = server.receipt();
  receipt.checkpoint.append(ledger::kLargestCheckpoint, 'a');
  EXPECT_FALSE(parse_receipt(text_of(receipt)));
}

}  // namespace
}  // namespace insyn
