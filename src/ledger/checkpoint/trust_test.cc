#include "ledger/checkpoint/trust.h"

#include <gtest/gtest.h>

#include "base/testing.h"
#include "ledger/checkpoint/testing.h"

namespace insyn::ledger {
namespace {

using std::chrono::seconds;
using std::chrono::sys_seconds;

constexpr sys_seconds kCosignedAt{seconds(1'800'000'000)};

class TrustTest : public testing::Test {
 protected:
  const note::Signer ledger_ = signer("ledger"), one_ = signer("one"), two_ = signer("two"),
                     three_ = signer("three");
  const Checkpoint checkpoint_{"ledger.example", 7, leaf_hash({}), {}};

  Trust trust(std::size_t needed) const {
    return {checkpoint_.origin, ledger_.verifier(), {one_.verifier(), two_.verifier()}, needed};
  }
  std::string signed_by_ledger() const { return note::sign(text_of(checkpoint_), ledger_); }
  std::string cosigned(std::string note, const note::Signer& witness, sys_seconds at = kCosignedAt) const {
    return note + note::line_of(cosign(text_of(checkpoint_), at, witness));
  }
  void expect_denied(const Result<Believed>& result, std::string_view why) {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, Code::kDenied);
    EXPECT_NE(result.error().message.find(why), std::string::npos) << result.error().message;
  }
};

TEST_F(TrustTest, CheckpointWithEnoughCosignaturesIsBelieved) {
  const std::string note = cosigned(cosigned(signed_by_ledger(), two_), three_);
  const auto believed = verify_checkpoint(note, trust(1), std::nullopt);
  ASSERT_TRUE(believed) << believed.error().message;
  EXPECT_EQ(believed->checkpoint, checkpoint_);
  EXPECT_FALSE(believed->cosigned[0]);
  EXPECT_EQ(believed->cosigned[1], kCosignedAt);
  expect_denied(verify_checkpoint(note, trust(2), std::nullopt), "by 1 of the 2 witnesses");
  EXPECT_TRUE(verify_checkpoint(cosigned(note, one_), trust(2), std::nullopt));
}

TEST_F(TrustTest, OneWitnessThatCosignsTwiceIsOne) {
  const std::string note = cosigned(cosigned(signed_by_ledger(), one_), one_, kCosignedAt + seconds(1));
  EXPECT_TRUE(verify_checkpoint(note, trust(1), std::nullopt));
  expect_denied(verify_checkpoint(note, trust(2), std::nullopt), "by 1 of the 2");
}

TEST_F(TrustTest, UnsignedOrSignedByAnotherIsRefused) {
  const std::string text = text_of(checkpoint_);
  expect_denied(verify_checkpoint(cosigned(note::sign(text, three_), one_), trust(1), std::nullopt),
                "not signed by");
  const std::string impostor = note::sign(text, signer("ledger"));
  expect_denied(verify_checkpoint(cosigned(impostor, one_), trust(1), std::nullopt), "not signed by");
  expect_denied(verify_checkpoint(signed_by_ledger(), trust(1), std::nullopt), "by 0 of the 1");
}

TEST_F(TrustTest, OtherLedgersCheckpointIsRefused) {
  Trust other = trust(1);
  other.origin = "ledger.example/2";
  expect_denied(verify_checkpoint(cosigned(signed_by_ledger(), one_), other, std::nullopt), "and not of");
}

TEST_F(TrustTest, ChangedCheckpointIsRefused) {
  const std::string note = cosigned(signed_by_ledger(), one_);
  EXPECT_FALSE(verify_checkpoint(with(note, "\n7\n", "\n8\n"), trust(1), std::nullopt));
  EXPECT_FALSE(verify_checkpoint(with(note, "\n7\n", "\n7\n\n"), trust(1), std::nullopt));
  EXPECT_FALSE(verify_checkpoint("", trust(1), std::nullopt));
  EXPECT_FALSE(verify_checkpoint(text_of(checkpoint_), trust(1), std::nullopt));
  EXPECT_FALSE(verify_checkpoint(std::string(kLargestCheckpoint, 'a') + note, trust(1), std::nullopt));
}

TEST_F(TrustTest, OldCosignatureIsNotFresh) {
  const std::string note = cosigned(signed_by_ledger(), one_);
  const auto at = [&](seconds later, seconds at_most) {
    return verify_checkpoint(note, trust(1), Freshness{Utc(kCosignedAt) + later, at_most});
  };
  EXPECT_TRUE(at(seconds(600), seconds(600)));
  expect_denied(at(seconds(601), seconds(600)), "not fresh");
  EXPECT_TRUE(at(-kClockTolerance, seconds(600)));
  expect_denied(at(-kClockTolerance - seconds(1), seconds(600)), "not fresh");
}

TEST_F(TrustTest, FreshOnesAreCountedAndNotTheNewestAlone) {
  const std::string note = cosigned(cosigned(signed_by_ledger(), one_, kCosignedAt - seconds(1000)), two_);
  const Freshness freshness{Utc(kCosignedAt), seconds(600)};
  EXPECT_TRUE(verify_checkpoint(note, trust(1), freshness));
  expect_denied(verify_checkpoint(note, trust(2), freshness), "not fresh");
}

// The same public key under another name, with the id that belongs to it.
note::Verifier renamed(const note::Verifier& key, std::string_view name) {
  Bytes typed = {0x01};
  typed.insert(typed.end(), key.key().begin(), key.key().end());
  const Digest id = Sha256().add(view_of(name)).add(view_of("\n")).add(typed).digest();
  return note::Verifier::parse(fmt::format("{}+{}+{}", name, to_hex(ByteView(id).first(4)),
                                           to_base64(typed, Padding::kRequired)))
      .value();
}

TEST_F(TrustTest, OneKeyUnderTwoNamesIsNotTwoWitnesses) {
  Trust both = trust(2);
  both.witnesses = {one_.verifier(), renamed(one_.verifier(), "twin")};
  expect_denied(verify_checkpoint(cosigned(signed_by_ledger(), one_), both, std::nullopt), "the same key");
}

TEST_F(TrustTest, LedgerIsNotItsOwnWitness) {
  Trust own = trust(1);
  own.witnesses = {renamed(ledger_.verifier(), "witness")};
  expect_denied(verify_checkpoint(cosigned(signed_by_ledger(), ledger_), own, std::nullopt),
                "nobody watches it");
}

TEST_F(TrustTest, EmptyLedgerHasOneRoot) {
  const auto verify = [&](const Digest& root) {
    const std::string text = text_of(Checkpoint{checkpoint_.origin, 0, root, {}});
    return verify_checkpoint(note::sign(text, ledger_) + note::line_of(cosign(text, kCosignedAt, one_)),
                             trust(1), std::nullopt);
  };
  EXPECT_TRUE(verify(empty_root()));
  EXPECT_FALSE(verify(checkpoint_.root));
}

TEST_F(TrustTest, NoWitnessIsNotEnough) {
  expect_denied(verify_checkpoint(signed_by_ledger(), trust(0), std::nullopt), "at least one");
  expect_denied(verify_checkpoint(signed_by_ledger(), trust(3), std::nullopt), "at least one");
}

}  // namespace
}  // namespace insyn::ledger
