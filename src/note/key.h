// The Ed25519 keys of signed notes, and their text forms (https://c2sp.org/signed-note).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/secret.h"

namespace insyn::note {

// Whether a note key may have this name: 1 to 255 bytes of UTF-8 without white space, control characters and
// "+".
bool is_key_name(std::string_view name);

// `name` with every character that is not allowed in a key name replaced by "-": "Kundtjänst AB" becomes
// "Kundtjänst-AB".
std::string key_name_from(std::string_view name);

// The public half of a key. It checks signatures.
class Verifier {
 public:
  using Key = std::array<std::uint8_t, 32>;

  // From "<name>+<key id, 8 hex digits>+<base64(01 ‖ public key)>". kCorrupt where it is something else or
  // the id does not belong to the key.
  static Result<Verifier> parse(std::string_view text);

  const std::string& name() const { return name_; }
  // The first four bytes, big-endian, of SHA-256(name ‖ 0A ‖ 01 ‖ public key).
  std::uint32_t id() const { return id_; }
  ByteView key() const { return key_; }
  std::string text() const;
  // Whether `signature` is this key's Ed25519 signature (RFC 8032) over `text`.
  bool fits(std::string_view text, ByteView signature) const;
  bool operator==(const Verifier&) const = default;

 private:
  friend class Signer;
  Verifier(std::string name, const Key& key);

  std::string name_;
  Key key_;
  std::uint32_t id_;
};

// The secret half. It signs, and leaves memory only as secret_text().
class Signer {
 public:
  // A new key. kPermanent where is_key_name() refuses `name`.
  static Result<Signer> generate(std::string_view name);
  // From secret_text(), with or without a newline behind it. kCorrupt where it is something else or the id
  // does not belong to the key. The message never quotes the text. The caller wipes it.
  static Result<Signer> parse(std::string_view secret_text);

  // "PRIVATE+KEY+<name>+<key id, 8 hex digits>+<base64(01 ‖ seed)>". The caller wipes it.
  std::string secret_text() const;
  const Verifier& verifier() const { return verifier_; }
  // The 64 bytes of the Ed25519 signature over `text`.
  Bytes sign(std::string_view text) const;

 private:
  static Signer from_seed(std::string_view name, ByteView seed);
  Signer(Verifier verifier, SecretBytes secret)
      : verifier_(std::move(verifier)), secret_(std::move(secret)) {}

  Verifier verifier_;
  SecretBytes secret_;  // libsodium's form: seed ‖ public key
};

}  // namespace insyn::note
