#include "seal/bech32.h"

#include <algorithm>
#include <array>

namespace insyn::seal {
namespace {

constexpr std::string_view kLower = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
constexpr std::string_view kUpper = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L";
constexpr std::size_t kChecksumLength = 6;

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

std::string_view alphabet_for(std::string_view prefix) {
  return std::any_of(prefix.begin(), prefix.end(), is_capital) ? kUpper : kLower;
}

// The BCH code of BIP 173, fed with one five-bit value at a time.
class Checksum {
 public:
  explicit Checksum(std::string_view prefix) {
    for (const char c : prefix) add(lower_case(c) >> 5);
    add(0);
    for (const char c : prefix) add(lower_case(c) & 31);
  }

  void add(std::uint32_t five_bits) {
    static constexpr std::array<std::uint32_t, 5> kGenerator = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa,
                                                                0x3d4233dd, 0x2a1462b3};
    const std::uint32_t top = state_ >> 25;
    state_ = ((state_ & 0x1ffffff) << 5) ^ five_bits;
    for (std::size_t i = 0; i < kGenerator.size(); ++i) {
      if ((top >> i & 1) != 0) state_ ^= kGenerator[i];
    }
  }

  bool holds() const { return state_ == 1; }

  std::array<std::uint32_t, kChecksumLength> finish() {
    for (std::size_t i = 0; i < kChecksumLength; ++i) add(0);
    std::array<std::uint32_t, kChecksumLength> values{};
    for (std::size_t i = 0; i < kChecksumLength; ++i) values[i] = ((state_ ^ 1) >> (5 * (5 - i))) & 31;
    return values;
  }

 private:
  static std::uint32_t lower_case(char c) {
    return static_cast<std::uint32_t>(is_capital(c) ? c - 'A' + 'a' : c);
  }

  std::uint32_t state_ = 1;
};

}  // namespace

std::string bech32_encode(std::string_view prefix, ByteView data) {
  const std::string_view alphabet = alphabet_for(prefix);
  Checksum checksum(prefix);
  std::string text;
  // Room for all of it at once: growing would leave copies of a secret behind.
  text.reserve(prefix.size() + 1 + (data.size() * 8 + 4) / 5 + kChecksumLength);
  text.append(prefix).push_back('1');
  const auto put = [&](std::uint32_t five_bits) {
    checksum.add(five_bits);
    text.push_back(alphabet[five_bits]);
  };

  std::uint32_t pending = 0;
  int bits = 0;
  for (const std::uint8_t byte : data) {
    pending = (pending << 8 | byte) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5) put(pending >> (bits - 5) & 31);
  }
  if (bits > 0) put(pending << (5 - bits) & 31);
  for (const std::uint32_t value : checksum.finish()) text.push_back(alphabet[value]);
  return text;
}

Result<SecretBytes> bech32_decode(std::string_view text, std::string_view prefix) {
  if (text.size() > kLongestBech32) {
    return fail(Code::kCorrupt, "has {} characters, but no such key has more than {}", text.size(),
                kLongestBech32);
  }
  if (!text.starts_with(prefix) || !text.substr(prefix.size()).starts_with('1')) {
    return fail(Code::kCorrupt, "does not start with {}1", prefix);
  }
  text.remove_prefix(prefix.size() + 1);
  if (text.size() < kChecksumLength) return fail(Code::kCorrupt, "is cut off before its checksum");

  const std::string_view alphabet = alphabet_for(prefix);
  const std::size_t data_length = text.size() - kChecksumLength;
  Checksum checksum(prefix);
  SecretBytes data(data_length * 5 / 8);
  std::uint32_t pending = 0;
  int bits = 0;
  std::size_t filled = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::size_t value = alphabet.find(text[i]);
    if (value == std::string_view::npos) {
      return fail(Code::kCorrupt, "has an invalid character at position {}", prefix.size() + 2 + i);
    }
    checksum.add(static_cast<std::uint32_t>(value));
    if (i >= data_length) continue;
    pending = (pending << 5 | static_cast<std::uint32_t>(value)) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      data.data()[filled++] = static_cast<std::uint8_t>(pending >> bits);
    }
  }
  if (!checksum.holds())
    return fail(Code::kCorrupt, "has a checksum that does not match: a character is wrong");
  if (bits >= 5 || (pending & ((1U << bits) - 1)) != 0) {
    return fail(Code::kCorrupt, "has bits left over after its last byte");
  }
  return data;
}

}  // namespace insyn::seal
