#include "ledger/checkpoint/cosignature.h"

#include <gtest/gtest.h>

#include "base/testing.h"
#include "ledger/checkpoint/testing.h"

namespace insyn::ledger {
namespace {

using std::chrono::seconds;
using std::chrono::sys_seconds;

constexpr sys_seconds kTime{seconds(1'679'315'147)};
const std::string kText = "ledger.example\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";

note::Note noted(const std::vector<note::Signature>& signatures) { return {kText, signatures}; }

TEST(Cosignature, ComesBackWithItsTime) {
  const note::Signer witness = signer("w");
  const note::Note note = noted({cosign(kText, kTime, witness)});
  EXPECT_EQ(note.signatures.front().signature.size(), 72u);
  EXPECT_EQ(cosigned_at(note, witness.verifier()).value(), kTime);
  const auto read = note::parse(kText + "\n" + note::line_of(note.signatures.front()));
  ASSERT_TRUE(read);
  EXPECT_EQ(cosigned_at(*read, witness.verifier()).value(), kTime);
}

TEST(Cosignature, IsNoSignatureOfANoteAndANoteIsNone) {
  const note::Signer witness = signer("w");
  EXPECT_NE(cosigner_id(witness.verifier()), witness.verifier().id());
  EXPECT_FALSE(note::is_signed_by(noted({cosign(kText, kTime, witness)}), witness.verifier()).value());
  const auto plain = note::parse(note::sign(kText, witness)).value();
  EXPECT_FALSE(cosigned_at(plain, witness.verifier()).value());
  // The signature of a note under the cosigner's id, with and without a time before it.
  note::Note disguised = plain;
  disguised.signatures.front().id = cosigner_id(witness.verifier());
  EXPECT_EQ(cosigned_at(disguised, witness.verifier()).error().code, Code::kDenied);
  Bytes& bytes = disguised.signatures.front().signature;
  bytes.insert(bytes.begin(), {0, 0, 0, 0, 100, 24, 80, 203});
  EXPECT_EQ(cosigned_at(disguised, witness.verifier()).error().code, Code::kDenied);
}

TEST(Cosignature, EveryByteOfItCounts) {
  const note::Signer witness = signer("w");
  note::Note note = noted({cosign(kText, kTime, witness)});
  for (std::uint8_t& byte : note.signatures.front().signature) {
    byte ^= 0x40;
    EXPECT_FALSE(cosigned_at(note, witness.verifier()));
    byte ^= 0x40;
  }
  note.text = with(kText, "example", "exampel");
  EXPECT_FALSE(cosigned_at(note, witness.verifier()));
}

TEST(Cosignature, FalseOneBesideATrueOneIsRefused) {
  const note::Signer witness = signer("w");
  note::Note note = noted({cosign(kText, kTime, witness), cosign(kText, kTime, witness)});
  note.signatures.back().signature.back() ^= 1;
  EXPECT_FALSE(cosigned_at(note, witness.verifier()));
}

TEST(Cosignature, LastTimeCountsAndOthersWitnessesDoNot) {
  const note::Signer witness = signer("w"), other = signer("o");
  const note::Note note = noted({cosign(kText, kTime + seconds(9), witness), cosign(kText, kTime, witness),
                                 cosign(kText, kTime + seconds(99), other)});
  EXPECT_EQ(cosigned_at(note, witness.verifier()).value(), kTime + seconds(9));
  EXPECT_FALSE(cosigned_at(note, signer("w").verifier()).value());
}

TEST(Cosignature, OtherLengthsAndImpossibleTimesAreRefused) {
  const note::Signer witness = signer("w");
  const note::Signature good = cosign(kText, kTime, witness);
  for (const std::size_t length : {1U, 7U, 8U, 9U, 64U, 71U, 73U, 5000U}) {
    note::Note note = noted({good});
    note.signatures.front().signature.resize(length);
    EXPECT_FALSE(cosigned_at(note, witness.verifier())) << length;
  }
  // A witness that signs such times itself.
  for (const std::uint64_t time :
       {std::uint64_t{0}, std::uint64_t{253'402'300'800}, std::uint64_t{1} << 63, ~std::uint64_t{0}}) {
    note::Note note = noted({good});
    Bytes& bytes = note.signatures.front().signature;
    for (std::size_t i = 0; i < 8; ++i) bytes[i] = static_cast<std::uint8_t>(time >> (8U * (7 - i)));
    const Bytes over = witness.sign(fmt::format("cosignature/v1\ntime {}\n{}", time, kText));
    std::copy(over.begin(), over.end(), bytes.begin() + 8);
    EXPECT_FALSE(cosigned_at(note, witness.verifier())) << time;
  }
}

}  // namespace
}  // namespace insyn::ledger
