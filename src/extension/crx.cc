#include "extension/crx.h"

#include <algorithm>

#include "extension/zip.h"

namespace insyn::extension {
namespace {

constexpr std::string_view kMagic = "Cr24";
constexpr std::uint32_t kCrxVersion = 3;
constexpr std::size_t kLongestHeader = 4096;
constexpr std::size_t kIdBytes = 16;
// The last byte is a zero.
constexpr std::string_view kSignedContext("CRX3 SignedData\0", 16);

// Fields of crx3.proto, as protocol buffers write their number and type (2: bytes).
constexpr std::uint64_t kProofRsa = 2 << 3 | 2;
constexpr std::uint64_t kSignedData = 10000 << 3 | 2;
constexpr std::uint64_t kPublicKey = 1 << 3 | 2;
constexpr std::uint64_t kSignature = 2 << 3 | 2;
constexpr std::uint64_t kCrxId = 1 << 3 | 2;

void field(ByteWriter& to, std::uint64_t number, ByteView bytes) {
  to.varint(number);
  to.sized(bytes);
}

Result<ByteView> field(ByteReader& from, std::uint64_t number) {
  TRY_ASSIGN(const std::uint64_t there, from.varint());
  if (there != number) return fail(Code::kCorrupt, "its header is not as Insyn writes it");
  return from.sized(kLongestHeader);
}

ByteView id_of(const Digest& hash) { return ByteView(hash).first(kIdBytes); }

Bytes signed_data_of(ByteView public_key) {
  ByteWriter data;
  const Digest hash = sha256(public_key);
  field(data, kCrxId, id_of(hash));
  return data.take();
}

// What is signed.
Bytes signed_bytes(ByteView signed_data, ByteView zip) {
  ByteWriter bytes;
  bytes.raw(view_of(kSignedContext));
  bytes.u32(static_cast<std::uint32_t>(signed_data.size()));
  bytes.raw(signed_data);
  bytes.raw(zip);
  return bytes.take();
}

Bytes assembled(ByteView public_key, ByteView signature, ByteView zip) {
  ByteWriter proof;
  field(proof, kPublicKey, public_key);
  field(proof, kSignature, signature);
  ByteWriter header;
  field(header, kProofRsa, proof.bytes());
  field(header, kSignedData, signed_data_of(public_key));
  ByteWriter crx;
  crx.raw(view_of(kMagic));
  crx.u32(kCrxVersion);
  crx.u32(static_cast<std::uint32_t>(header.size()));
  crx.raw(header.bytes());
  crx.raw(zip);
  return crx.take();
}

}  // namespace

Result<Bytes> write_crx(ByteView zip, const SigningKey& key) {
  TRY_ASSIGN(const Bytes public_key, key.public_key());
  TRY_ASSIGN(const Bytes signature, key.sign(signed_bytes(signed_data_of(public_key), zip)));
  return assembled(public_key, signature, zip);
}

Result<Crx> read_crx(ByteView bytes) {
  if (bytes.size() > kLargestPackage + kLongestHeader)
    return fail(Code::kCorrupt, "it has more than {} MiB", kLargestPackage >> 20);
  ByteReader reader(bytes);
  const auto magic = reader.raw(kMagic.size());
  if (!magic || text_of(*magic) != kMagic) return fail(Code::kCorrupt, "it is no CRX file");
  TRY_ASSIGN(const std::uint32_t version, reader.u32());
  if (version != kCrxVersion) return fail(Code::kCorrupt, "it is a CRX file of version {}, not 3", version);
  TRY_ASSIGN(const std::uint32_t header_size, reader.u32());
  if (header_size > kLongestHeader) return fail(Code::kCorrupt, "its header is too long");
  TRY_ASSIGN(const ByteView header_bytes, reader.raw(header_size));
  ByteReader header(header_bytes);
  TRY_ASSIGN(const ByteView proof_bytes, field(header, kProofRsa));
  ByteReader proof(proof_bytes);
  TRY_ASSIGN(const ByteView public_key, field(proof, kPublicKey));
  TRY_ASSIGN(const ByteView signature, field(proof, kSignature));
  TRY_ASSIGN(const ByteView zip, reader.raw(reader.left()));
  // One way to write it, so that no other reader finds another key or archive in the same bytes.
  const Bytes again = assembled(public_key, signature, zip);
  if (!std::equal(again.begin(), again.end(), bytes.begin(), bytes.end()))
    return fail(Code::kCorrupt, "its header is not as Insyn writes it");
  TRY(check_signature(public_key, signed_bytes(signed_data_of(public_key), zip), signature));
  return Crx{Bytes(public_key.begin(), public_key.end()), Bytes(zip.begin(), zip.end())};
}

std::string extension_id(ByteView public_key) {
  std::string id;
  const Digest hash = sha256(public_key);
  for (const std::uint8_t byte : id_of(hash)) {
    id.push_back(static_cast<char>('a' + (byte >> 4)));
    id.push_back(static_cast<char>('a' + (byte & 15)));
  }
  return id;
}

}  // namespace insyn::extension
