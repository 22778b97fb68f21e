// age's X25519 keys: a recipient is handed out and seals, an identity is kept and opens.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "base/secret.h"

namespace insyn::seal {

inline constexpr std::string_view kIdentityPrefix = "AGE-SECRET-KEY-";

// The 32 bytes of a key in Bech32. kCorrupt where `text` is not one with this prefix.
Result<SecretBytes> key_bytes(std::string_view text, std::string_view prefix);

// A public key, "age1…".
class Recipient {
 public:
  // kCorrupt where `age1` is not an X25519 recipient in lower case.
  static Result<Recipient> parse(std::string_view age1);

  std::string text() const;
  // The 32 bytes of the curve point.
  ByteView bytes() const { return point_; }
  bool operator==(const Recipient&) const = default;

 private:
  friend class Identity;
  using Point = std::array<std::uint8_t, 32>;
  explicit Recipient(const Point& point) : point_(point) {}

  Point point_;
};

// Each of them, or the first error.
Result<std::vector<Recipient>> parse_recipients(const std::vector<std::string>& age1);

// A secret key, "AGE-SECRET-KEY-1…". Its scalar does not leave it but as text. Here it is only made and
// written; seal/open reads it and opens with it.
class Identity {
 public:
  static Identity generate();
  Recipient recipient() const;
  // "AGE-SECRET-KEY-1…". The caller wipes it.
  std::string secret_text() const;

 private:
  // What opens: seal/open/identity.h, seal/open/prove_possession.h.
  friend Result<Identity> parse_identity(std::string_view age_secret_key_1);
  friend Result<SecretBytes> shared_secret(const Identity& identity, ByteView share);
  friend Bytes prove_possession(const Identity& identity, std::string_view statement);
  explicit Identity(SecretBytes scalar) : scalar_(std::move(scalar)) {}

  SecretBytes scalar_;
};

// A file as age-keygen writes it: each line of `comment` after "# " (age-keygen writes "created: <time>"),
// "# public key: age1…" and the identity. The caller wipes it.
std::string identity_file_text(const Identity& identity, std::string_view comment);

}  // namespace insyn::seal
