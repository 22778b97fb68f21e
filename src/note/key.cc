#include "note/key.h"

#include <sodium.h>

#include <algorithm>

#include "base/check.h"
#include "base/sha256.h"
#include "base/text.h"

namespace insyn::note {
namespace {

constexpr std::uint8_t kEd25519 = 0x01;
constexpr std::size_t kLongestName = 255;
constexpr std::size_t kLongestKeyText = kLongestName + 100;
constexpr std::string_view kSecretPrefix = "PRIVATE+KEY+";

// Unicode's White_Space and zero-width characters.
bool is_space(char32_t character) {
  return character <= 0x20 || character == 0x85 || character == 0xA0 || character == 0x1680 ||
         (character >= 0x2000 && character <= 0x200F) || character == 0x202F || character == 0x205F ||
         character == 0x3000;
}

bool fits_name(char32_t character) {
  return !is_space(character) && !misleads(character) && character != '+';
}

std::uint32_t key_id(std::string_view name, ByteView public_key) {
  const std::array<std::uint8_t, 2> middle = {0x0A, kEd25519};
  const Digest digest = Sha256().add(view_of(name)).add(middle).add(public_key).digest();
  return (std::uint32_t{digest[0]} << 24U) | (std::uint32_t{digest[1]} << 16U) |
         (std::uint32_t{digest[2]} << 8U) | std::uint32_t{digest[3]};
}

struct KeyText {
  std::string_view name;
  std::string_view id;
  std::string_view key;
};

// "<name>+<id>+<base64>". A name has no "+", but base64 may.
Result<KeyText> split_key(std::string_view text) {
  const std::size_t first = text.find('+');
  const std::size_t second = first == std::string_view::npos ? first : text.find('+', first + 1);
  if (text.size() > kLongestKeyText || second == std::string_view::npos) {
    return fail(Code::kCorrupt, "is not of the form name+id+key");
  }
  const KeyText parts{text.substr(0, first), text.substr(first + 1, second - first - 1),
                      text.substr(second + 1)};
  if (!is_key_name(parts.name)) return fail(Code::kCorrupt, "has a name that is not allowed for a key");
  return parts;
}

// The 32 bytes after the algorithm number.
Result<SecretBytes> decode_key(std::string_view text) {
  auto decoded = from_base64(text, Padding::kRequired);
  if (!decoded) return fail(Code::kCorrupt, "has a key that is not base64");
  const bool ours = decoded->size() == 33 && decoded->front() == kEd25519;
  SecretBytes key = ours ? SecretBytes(ByteView(*decoded).subspan(1)) : SecretBytes();
  wipe(*decoded);
  if (!ours) return fail(Code::kCorrupt, "is not an Ed25519 key (01 and 32 bytes)");
  return key;
}

std::string id_text(std::uint32_t id) { return fmt::format("{:08x}", id); }

Result<Verifier::Key> decode_public_key(std::string_view text) {
  TRY_ASSIGN(const SecretBytes bytes, decode_key(text));
  Verifier::Key key{};
  std::copy_n(bytes.data(), key.size(), key.begin());
  return key;
}

}  // namespace

bool is_key_name(std::string_view name) {
  if (name.empty() || name.size() > kLongestName) return false;
  while (!name.empty()) {
    const auto character = take_character(name);
    if (!character || !fits_name(*character)) return false;
  }
  return true;
}

std::string key_name_from(std::string_view name) {
  std::string result;
  while (!name.empty() && result.size() + 4 <= kLongestName) {
    const std::string_view before = name;
    const auto character = take_character(name);
    if (!character) name.remove_prefix(1);
    const bool keep = character && fits_name(*character);
    result.append(keep ? before.substr(0, before.size() - name.size()) : "-");
  }
  return result.empty() ? "-" : result;
}

Verifier::Verifier(std::string name, const Key& key)
    : name_(std::move(name)), key_(key), id_(key_id(name_, key_)) {}

Result<Verifier> Verifier::parse(std::string_view text) {
  auto parts = split_key(text);
  if (!parts) return in_context("the verifier key", std::move(parts).error());
  const auto key = decode_public_key(parts->key);
  if (!key) return in_context("the verifier key", key.error());
  Verifier verifier(std::string(parts->name), *key);
  if (id_text(verifier.id_) != parts->id) {
    return fail(Code::kCorrupt, "the verifier key of {} is damaged: its id should be {}; ask for it again",
                verifier.name_, id_text(verifier.id_));
  }
  return verifier;
}

std::string Verifier::text() const {
  Bytes typed = {kEd25519};
  typed.insert(typed.end(), key_.begin(), key_.end());
  return fmt::format("{}+{}+{}", name_, id_text(id_), to_base64(typed, Padding::kRequired));
}

bool Verifier::fits(std::string_view text, ByteView signature) const {
  if (signature.size() != crypto_sign_BYTES) return false;
  const ByteView message = view_of(text);
  return crypto_sign_verify_detached(signature.data(), message.data(), message.size(), key_.data()) == 0;
}

Signer Signer::from_seed(std::string_view name, ByteView seed) {
  CHECK(seed.size() == crypto_sign_SEEDBYTES);
  SecretBytes secret(crypto_sign_SECRETKEYBYTES);
  Verifier::Key key{};
  CHECK(crypto_sign_seed_keypair(key.data(), secret.data(), seed.data()) == 0);
  return Signer(Verifier(std::string(name), key), std::move(secret));
}

Result<Signer> Signer::generate(std::string_view name) {
  if (!is_key_name(name)) {
    return fail(Code::kPermanent, "a key's name has 1 to {} bytes and no white space or “+”", kLongestName);
  }
  SecretBytes seed(crypto_sign_SEEDBYTES);
  randombytes_buf(seed.data(), seed.size());
  return from_seed(name, seed.view());
}

Result<Signer> Signer::parse(std::string_view secret_text) {
  if (secret_text.ends_with('\n')) secret_text.remove_suffix(1);
  if (!secret_text.starts_with(kSecretPrefix)) {
    return fail(Code::kCorrupt, "the signing key does not start with {}; give the .sign file", kSecretPrefix);
  }
  auto parts = split_key(secret_text.substr(kSecretPrefix.size()));
  if (!parts) return in_context("the signing key", std::move(parts).error());
  auto seed = decode_key(parts->key);
  if (!seed) return in_context("the signing key", std::move(seed).error());
  Signer signer = from_seed(parts->name, seed->view());
  if (id_text(signer.verifier_.id()) != parts->id) {
    return fail(Code::kCorrupt, "the signing key of {} is damaged: its id is not that of its key",
                parts->name);
  }
  return signer;
}

std::string Signer::secret_text() const {
  SecretBytes typed(1 + crypto_sign_SEEDBYTES);
  typed.data()[0] = kEd25519;
  std::copy_n(secret_.data(), crypto_sign_SEEDBYTES, typed.data() + 1);
  std::string encoded = to_base64(typed.view(), Padding::kRequired);
  std::string text = fmt::format("{}{}+{}+", kSecretPrefix, verifier_.name(), id_text(verifier_.id()));
  // Reserved in advance: growing would leave a copy of the secret in memory.
  text.reserve(text.size() + encoded.size());
  text.append(encoded);
  wipe(encoded);
  return text;
}

Bytes Signer::sign(std::string_view text) const {
  CHECK(secret_.size() == crypto_sign_SECRETKEYBYTES);
  Bytes signature(crypto_sign_BYTES);
  const ByteView message = view_of(text);
  CHECK(crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(), secret_.data()) == 0);
  return signature;
}

}  // namespace insyn::note
