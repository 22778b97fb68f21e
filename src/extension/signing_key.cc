#include "extension/signing_key.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

namespace insyn::extension {
namespace {

constexpr int kBits = 3072;
constexpr int kFewestBits = 2048;
constexpr int kMostBits = 4096;
constexpr std::size_t kLongestPem = 8192;

template <auto Function>
struct FreeBy {
  template <class T>
  void operator()(T* thing) const {
    Function(thing);
  }
};
using Key = std::unique_ptr<EVP_PKEY, FreeBy<EVP_PKEY_free>>;
using Context = std::unique_ptr<EVP_MD_CTX, FreeBy<EVP_MD_CTX_free>>;
using Buffer = std::unique_ptr<BIO, FreeBy<BIO_free_all>>;

bool is_usable(const EVP_PKEY* key) {
  return key != nullptr && EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA &&
         EVP_PKEY_get_bits(key) >= kFewestBits && EVP_PKEY_get_bits(key) <= kMostBits;
}

int refuse_passphrase(char*, int, int, void*) { return -1; }

}  // namespace

void SigningKey::Free::operator()(evp_pkey_st* key) const { EVP_PKEY_free(key); }

Result<SigningKey> SigningKey::generate() {
  EVP_PKEY* key = EVP_RSA_gen(kBits);
  if (key == nullptr) return fail(Code::kPermanent, "no new RSA key could be made");
  return SigningKey(key);
}

Result<SigningKey> SigningKey::parse(std::string_view pem) {
  if (pem.size() > kLongestPem) return fail(Code::kCorrupt, "it is too long for a key");
  const Buffer buffer(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  EVP_PKEY* key = PEM_read_bio_PrivateKey(buffer.get(), nullptr, refuse_passphrase, nullptr);
  if (!is_usable(key)) {
    EVP_PKEY_free(key);
    return fail(
        Code::kCorrupt,
        "it is no RSA key of {} to {} bits in PEM, without a passphrase: make one with insyn extension key",
        kFewestBits, kMostBits);
  }
  return SigningKey(key);
}

Result<std::string> SigningKey::secret_text() const {
  const Buffer buffer(BIO_new(BIO_s_secmem()));
  if (buffer == nullptr ||
      PEM_write_bio_PKCS8PrivateKey(buffer.get(), key_.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
    return fail(Code::kPermanent, "the key could not be written");
  char* text = nullptr;
  const long size = BIO_get_mem_data(buffer.get(), &text);
  return std::string(text, static_cast<std::size_t>(size));
}

Result<Bytes> SigningKey::public_key() const {
  std::uint8_t* der = nullptr;
  const int size = i2d_PUBKEY(key_.get(), &der);
  if (size <= 0) return fail(Code::kPermanent, "the public key could not be written");
  Bytes bytes(der, der + size);
  OPENSSL_free(der);
  return bytes;
}

Result<Bytes> SigningKey::sign(ByteView data) const {
  const Context context(EVP_MD_CTX_new());
  std::size_t size = 0;
  Bytes signature;
  if (EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) == 1 &&
      EVP_DigestSign(context.get(), nullptr, &size, data.data(), data.size()) == 1) {
    signature.resize(size);
    if (EVP_DigestSign(context.get(), signature.data(), &size, data.data(), data.size()) == 1) {
      signature.resize(size);
      return signature;
    }
  }
  return fail(Code::kPermanent, "the package could not be signed");
}

Status check_signature(ByteView public_key, ByteView data, ByteView signature) {
  const std::uint8_t* at = public_key.data();
  const Key key(d2i_PUBKEY(nullptr, &at, static_cast<long>(public_key.size())));
  if (!is_usable(key.get()) || at != public_key.data() + public_key.size())
    return fail(Code::kCorrupt, "its public key is no RSA key of {} to {} bits", kFewestBits, kMostBits);
  const Context context(EVP_MD_CTX_new());
  if (EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) != 1 ||
      EVP_DigestVerify(context.get(), signature.data(), signature.size(), data.data(), data.size()) != 1)
    return fail(Code::kDenied, "it was changed after it was signed");
  return {};
}

}  // namespace insyn::extension
