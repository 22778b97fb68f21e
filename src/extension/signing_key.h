// The key that an extension is signed with, which is its identity in browsers: RSA with SHA-256 and PKCS #1
// v1.5 padding, whose signatures are the same each time. The union holds it.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/bytes.h"

struct evp_pkey_st;

namespace insyn::extension {

class SigningKey {
 public:
  // A new one, of 3072 bits. Takes a second or so.
  static Result<SigningKey> generate();
  // Of PEM (PKCS #8, not encrypted): RSA of 2048 to 4096 bits. kCorrupt otherwise.
  static Result<SigningKey> parse(std::string_view pem);

  // PEM; the caller wipes it.
  Result<std::string> secret_text() const;
  // SubjectPublicKeyInfo in DER.
  Result<Bytes> public_key() const;
  Result<Bytes> sign(ByteView data) const;

 private:
  struct Free {
    void operator()(evp_pkey_st* key) const;
  };
  explicit SigningKey(evp_pkey_st* key) : key_(key) {}
  std::unique_ptr<evp_pkey_st, Free> key_;
};

// kDenied where `signature` is not that key's over `data`, kCorrupt where `public_key` is none that
// SigningKey::parse() would take.
Status check_signature(ByteView public_key, ByteView data, ByteView signature);

}  // namespace insyn::extension
