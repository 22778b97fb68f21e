// Bytes, their text forms, and bounded reading and writing of them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace insyn {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

ByteView view_of(std::string_view text);
std::string_view text_of(ByteView bytes);
Bytes bytes_of(std::string_view text);

std::string to_hex(ByteView bytes);
Result<Bytes> from_hex(std::string_view text);

// RFC 4648 base64. Decoding is strict: no white space, exactly the padding asked for, unused bits zero.
enum class Padding { kNone, kRequired };
std::string to_base64(ByteView bytes, Padding padding);
Result<Bytes> from_base64(std::string_view text, Padding padding);

// `count` bytes from the operating system's random source.
Bytes random_bytes(std::size_t count);

// Appends little-endian integers and LEB128 varints to a buffer.
class ByteWriter {
 public:
  void u8(std::uint8_t value) { bytes_.push_back(value); }
  void u16(std::uint16_t value);
  void u32(std::uint32_t value);
  void u64(std::uint64_t value);
  void varint(std::uint64_t value);
  void zigzag(std::int64_t value);
  void raw(ByteView bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }
  // A varint length, then the bytes.
  void sized(ByteView bytes);

  std::size_t size() const { return bytes_.size(); }
  const Bytes& bytes() const { return bytes_; }
  Bytes take() { return std::exchange(bytes_, {}); }

 private:
  Bytes bytes_;
};

// Reads the same from untrusted bytes: kCorrupt instead of reading past the end.
class ByteReader {
 public:
  explicit ByteReader(ByteView bytes) : bytes_(bytes) {}

  Result<std::uint8_t> u8();
  Result<std::uint16_t> u16();
  Result<std::uint32_t> u32();
  Result<std::uint64_t> u64();
  // At most ten bytes; a value that does not fit in 64 bits is corrupt.
  Result<std::uint64_t> varint();
  Result<std::int64_t> zigzag();
  Result<ByteView> raw(std::size_t count);
  // A varint length of at most `limit`, then that many bytes.
  Result<ByteView> sized(std::size_t limit);

  std::size_t offset() const { return offset_; }
  std::size_t left() const { return bytes_.size() - offset_; }

 private:
  ByteView bytes_;
  std::size_t offset_ = 0;
};

}  // namespace insyn
