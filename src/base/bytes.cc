#include "base/bytes.h"

#include <sodium.h>

#include "base/check.h"

namespace insyn {
namespace {

int variant(Padding padding) {
  return padding == Padding::kNone ? sodium_base64_VARIANT_ORIGINAL_NO_PADDING
                                   : sodium_base64_VARIANT_ORIGINAL;
}

template <class T>
void append_little_endian(Bytes& out, T value) {
  for (std::size_t i = 0; i < sizeof(T); ++i) out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

template <class T>
Result<T> read_little_endian(ByteReader& reader) {
  TRY_ASSIGN(const ByteView bytes, reader.raw(sizeof(T)));
  T value = 0;
  for (std::size_t i = 0; i < sizeof(T); ++i)
    value = static_cast<T>(value | static_cast<T>(bytes[i]) << (8 * i));
  return value;
}

}  // namespace

ByteView view_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string_view text_of(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Bytes bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

std::string to_hex(ByteView bytes) {
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const std::uint8_t byte : bytes) text += fmt::format("{:02x}", byte);
  return text;
}

Result<Bytes> from_hex(std::string_view text) {
  // libsodium wants to be given a place to write to, even for nothing.
  if (text.empty()) return Bytes();
  Bytes bytes(text.size() / 2);
  std::size_t length = 0;
  if (text.size() % 2 != 0 ||
      sodium_hex2bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &length, nullptr) != 0) {
    return fail(Code::kCorrupt, "not hexadecimal");
  }
  return bytes;
}

std::string to_base64(ByteView bytes, Padding padding) {
  std::string text(sodium_base64_encoded_len(bytes.size(), variant(padding)), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), variant(padding));
  text.pop_back();  // libsodium's terminating zero
  return text;
}

Result<Bytes> from_base64(std::string_view text, Padding padding) {
  Bytes bytes(text.size() / 4 * 3 + 3);
  std::size_t length = 0;
  const char* end = nullptr;
  const int failed = sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &length,
                                       &end, variant(padding));
  if (failed != 0 || end != text.data() + text.size()) return fail(Code::kCorrupt, "not canonical base64");
  bytes.resize(length);
  // libsodium 1.0.18 takes some bytes beyond ASCII for letters, where char is signed.
  if (to_base64(bytes, padding) != text) return fail(Code::kCorrupt, "not canonical base64");
  return bytes;
}

Bytes random_bytes(std::size_t count) {
  CHECK(sodium_init() >= 0);
  Bytes bytes(count);
  if (count > 0) randombytes_buf(bytes.data(), bytes.size());
  return bytes;
}

void ByteWriter::u16(std::uint16_t value) { append_little_endian(bytes_, value); }
void ByteWriter::u32(std::uint32_t value) { append_little_endian(bytes_, value); }
void ByteWriter::u64(std::uint64_t value) { append_little_endian(bytes_, value); }

void ByteWriter::varint(std::uint64_t value) {
  while (value >= 0x80) {
    bytes_.push_back(static_cast<std::uint8_t>(value | 0x80));
    value >>= 7;
  }
  bytes_.push_back(static_cast<std::uint8_t>(value));
}

void ByteWriter::zigzag(std::int64_t value) {
  varint((static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
}

void ByteWriter::sized(ByteView bytes) {
  varint(bytes.size());
  raw(bytes);
}

Result<std::uint8_t> ByteReader::u8() { return read_little_endian<std::uint8_t>(*this); }
Result<std::uint16_t> ByteReader::u16() { return read_little_endian<std::uint16_t>(*this); }
Result<std::uint32_t> ByteReader::u32() { return read_little_endian<std::uint32_t>(*this); }
Result<std::uint64_t> ByteReader::u64() { return read_little_endian<std::uint64_t>(*this); }

Result<std::uint64_t> ByteReader::varint() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    TRY_ASSIGN(const std::uint8_t byte, u8());
    if (shift == 63 && byte > 1) break;
    value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
    if ((byte & 0x80) == 0) return value;
  }
  return fail(Code::kCorrupt, "number too long at offset {}", offset_);
}

Result<std::int64_t> ByteReader::zigzag() {
  TRY_ASSIGN(const std::uint64_t value, varint());
  return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
}

Result<ByteView> ByteReader::raw(std::size_t count) {
  if (count > left()) return fail(Code::kCorrupt, "ends early: {} bytes wanted at offset {}", count, offset_);
  const ByteView bytes = bytes_.subspan(offset_, count);
  offset_ += count;
  return bytes;
}

Result<ByteView> ByteReader::sized(std::size_t limit) {
  TRY_ASSIGN(const std::uint64_t size, varint());
  if (size > limit)
    return fail(Code::kCorrupt, "length {} over the limit {} at offset {}", size, limit, offset_);
  return raw(static_cast<std::size_t>(size));
}

}  // namespace insyn
