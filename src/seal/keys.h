// age's X25519 keys: a recipient is handed out and seals, an identity is kept and opens.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "base/secret.h"

namespace insyn::seal {

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

// A secret key, "AGE-SECRET-KEY-1…". Its scalar does not leave it but as text.
class Identity {
 public:
  static Identity generate();
  // kCorrupt where the text is not an X25519 identity in capitals. The message never quotes the text, which
  // is the caller's to wipe.
  static Result<Identity> parse(std::string_view age_secret_key_1);

  Recipient recipient() const;
  // "AGE-SECRET-KEY-1…". The caller wipes it.
  std::string secret_text() const;
  // X25519 (RFC 7748) with the other side's 32-byte share. kCorrupt where the outcome is all zero, which
  // only a share chosen to cheat brings about.
  Result<SecretBytes> shared_secret(ByteView share) const;

 private:
  explicit Identity(SecretBytes scalar) : scalar_(std::move(scalar)) {}

  SecretBytes scalar_;
};

// The identities of a file as age-keygen writes it: one a line, with empty lines and "#" comments. kCorrupt
// where a line is something else, naming its number, or where there is none, or more than 64.
Result<std::vector<Identity>> parse_identity_file(std::string_view text);

// Such a file: each line of `comment` after "# " (age-keygen writes "created: <time>"), "# public key: age1…"
// and the identity. The caller wipes it.
std::string identity_file_text(const Identity& identity, std::string_view comment);

}  // namespace insyn::seal
