#include "seal/keys.h"

#include <sodium.h>

#include <algorithm>

#include "base/check.h"
#include "seal/bech32.h"

namespace insyn::seal {
namespace {

constexpr std::string_view kRecipientPrefix = "age";
constexpr std::size_t kKeySize = crypto_scalarmult_curve25519_BYTES;

// Cuts the first line off `rest`, without its line end.
std::string_view take_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// Below 2^255 - 19. X25519 takes larger numbers for the same points (RFC 7748, section 5).
bool is_canonical(ByteView little_endian) {
  if (little_endian.back() != 0x7F) return little_endian.back() < 0x7F;
  const bool all_ones = std::all_of(little_endian.begin() + 1, little_endian.end() - 1,
                                    [](std::uint8_t byte) { return byte == 0xFF; });
  return !all_ones || little_endian.front() < 0xED;
}

}  // namespace

Result<SecretBytes> key_bytes(std::string_view text, std::string_view prefix) {
  TRY_ASSIGN(SecretBytes bytes, bech32_decode(text, prefix));
  if (bytes.size() != kKeySize) {
    return fail(Code::kCorrupt, "holds {} bytes instead of {}: it is another kind of key", bytes.size(),
                kKeySize);
  }
  return bytes;
}

Result<Recipient> Recipient::parse(std::string_view age1) {
  auto bytes = key_bytes(age1, kRecipientPrefix);
  if (bytes && !is_canonical(bytes->view())) {
    bytes = fail(Code::kDenied, "is another way to write a key, so that one key could pass for two");
  }
  if (!bytes) return in_context("the age recipient", std::move(bytes).error());
  Point point{};
  std::copy_n(bytes->data(), kKeySize, point.begin());
  return Recipient(point);
}

Result<std::vector<Recipient>> parse_recipients(const std::vector<std::string>& age1) {
  std::vector<Recipient> parsed;
  for (const std::string& text : age1) {
    TRY_ASSIGN(const Recipient recipient, Recipient::parse(text));
    parsed.push_back(recipient);
  }
  return parsed;
}

std::string Recipient::text() const { return bech32_encode(kRecipientPrefix, point_); }

Identity Identity::generate() {
  SecretBytes scalar(kKeySize);
  randombytes_buf(scalar.data(), scalar.size());
  return Identity(std::move(scalar));
}

Recipient Identity::recipient() const {
  CHECK(scalar_.size() == kKeySize);
  Recipient::Point point{};
  CHECK(crypto_scalarmult_curve25519_base(point.data(), scalar_.data()) == 0);
  return Recipient(point);
}

std::string Identity::secret_text() const { return bech32_encode(kIdentityPrefix, scalar_.view()); }

std::string identity_file_text(const Identity& identity, std::string_view comment) {
  std::string text;
  while (!comment.empty()) text.append("# ").append(take_line(comment)).push_back('\n');
  text.append("# public key: ").append(identity.recipient().text()).push_back('\n');
  std::string secret = identity.secret_text();
  // Room for the secret at once: growing would leave a copy of it behind.
  text.reserve(text.size() + secret.size() + 1);
  text.append(secret).push_back('\n');
  wipe(secret);
  return text;
}

}  // namespace insyn::seal
