#include "seal/open/open_stream.h"

#include <gtest/gtest.h>
#include <sodium.h>

#include <array>
#include <limits>

#include "seal/stream.h"

namespace insyn::seal {
namespace {

constexpr std::size_t kAnySize = 1 << 20;

const Bytes& key() {
  static const Bytes bytes(32, 9);
  return bytes;
}

Bytes plain_of(std::size_t size) {
  Bytes plain(size);
  for (std::size_t i = 0; i < size; ++i) plain[i] = static_cast<std::uint8_t>(i * 31 + i / 251);
  return plain;
}

bool opens(ByteView sealed) { return open_stream(key(), sealed, kAnySize).has_value(); }

// One chunk with a right tag, for payloads that seal_stream never makes.
Bytes chunk_of(std::uint8_t number, bool last, ByteView plain) {
  const std::array<std::uint8_t, 12> nonce = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, number, last};
  Bytes sealed(plain.size() + 16);
  crypto_aead_chacha20poly1305_ietf_encrypt(sealed.data(), nullptr, plain.data(), plain.size(), nullptr, 0,
                                            nullptr, nonce.data(), key().data());
  return sealed;
}

TEST(Stream, GoesBothWaysAroundChunkEdges) {
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, kChunkSize - 1, kChunkSize, kChunkSize + 1,
                                 2 * kChunkSize, 3 * kChunkSize + 5}) {
    const Bytes sealed = seal_stream(key(), plain_of(size));
    EXPECT_EQ(open_stream(key(), sealed, size).value(), plain_of(size)) << size;
  }
}

TEST(Stream, RefusesEveryTruncation) {
  const Bytes sealed = seal_stream(key(), plain_of(2 * kChunkSize + 100));
  const ByteView all(sealed);
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{15}, std::size_t{16}, kSealedChunkSize - 1, kSealedChunkSize,
        kSealedChunkSize + 16, 2 * kSealedChunkSize, sealed.size() - 1}) {
    EXPECT_FALSE(opens(all.first(size))) << size;
  }
}

TEST(Stream, RefusesChunksThatChangedPlaces) {
  const Bytes sealed = seal_stream(key(), plain_of(3 * kChunkSize));
  Bytes swapped = sealed;
  std::swap_ranges(swapped.begin(), swapped.begin() + kSealedChunkSize, swapped.begin() + kSealedChunkSize);
  EXPECT_TRUE(opens(sealed));
  EXPECT_FALSE(opens(swapped));
}

TEST(Stream, RefusesAChunkLeftOut) {
  Bytes sealed = seal_stream(key(), plain_of(3 * kChunkSize));
  sealed.erase(sealed.begin() + kSealedChunkSize, sealed.begin() + 2 * kSealedChunkSize);
  EXPECT_FALSE(opens(sealed));
}

TEST(Stream, RefusesBytesAfterTheLastChunk) {
  Bytes sealed = seal_stream(key(), plain_of(100));
  sealed.push_back(0);
  EXPECT_FALSE(opens(sealed));
}

TEST(Stream, RefusesAFlippedBitAnywhere) {
  const Bytes sealed = seal_stream(key(), plain_of(40));
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    Bytes damaged = sealed;
    damaged[i] ^= 1;
    EXPECT_FALSE(opens(damaged)) << i;
  }
}

TEST(Stream, RefusesAnEmptyLastChunkAfterAFullOne) {
  Bytes sealed = chunk_of(0, false, plain_of(kChunkSize));
  Bytes tail = chunk_of(1, true, plain_of(1));
  tail.insert(tail.begin(), sealed.begin(), sealed.end());
  EXPECT_TRUE(opens(tail)) << "the same with one byte in the last chunk";
  const Bytes empty = chunk_of(1, true, {});
  sealed.insert(sealed.end(), empty.begin(), empty.end());
  EXPECT_FALSE(opens(sealed));
}

TEST(Stream, RefusesLessThanATagWhateverTheLimit) {
  EXPECT_FALSE(open_stream(key(), Bytes(15), std::numeric_limits<std::size_t>::max()).has_value());
}

TEST(Stream, RefusesMoreThanTheLimit) {
  const Bytes sealed = seal_stream(key(), plain_of(1000));
  EXPECT_TRUE(open_stream(key(), sealed, 1000).has_value());
  const auto refused = open_stream(key(), sealed, 999);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, Code::kCorrupt);
}

}  // namespace
}  // namespace insyn::seal
