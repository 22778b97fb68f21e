#include "witness/rules/stored.h"

#include <algorithm>

namespace insyn::witness {

void write_text(ByteWriter& to, std::string_view text) { to.sized(view_of(text)); }

void write_time(ByteWriter& to, Utc time) { to.zigzag(time.time_since_epoch().count()); }

void write_digest(ByteWriter& to, const Digest& digest) { to.raw(digest); }

void write_digest(ByteWriter& to, const std::optional<Digest>& digest) {
  to.u8(digest ? 1 : 0);
  if (digest) to.raw(*digest);
}

void write_number(ByteWriter& to, std::optional<std::uint64_t> number) {
  to.u8(number ? 1 : 0);
  if (number) to.varint(*number);
}

Result<std::string> read_text(ByteReader& from) {
  TRY_ASSIGN(const ByteView bytes, from.sized(kLongestStored));
  return std::string(text_of(bytes));
}

Result<Utc> read_time(ByteReader& from) {
  TRY_ASSIGN(const std::int64_t time, from.zigzag());
  return Utc(std::chrono::milliseconds(time));
}

Result<Digest> read_digest(ByteReader& from) {
  Digest digest{};
  TRY_ASSIGN(const ByteView bytes, from.raw(digest.size()));
  std::ranges::copy(bytes, digest.begin());
  return digest;
}

Result<std::optional<Digest>> read_optional_digest(ByteReader& from) {
  TRY_ASSIGN(const std::uint8_t is_there, from.u8());
  if (is_there == 0) return std::optional<Digest>();
  TRY_ASSIGN(const Digest digest, read_digest(from));
  return std::optional(digest);
}

Result<std::optional<std::uint64_t>> read_number(ByteReader& from) {
  TRY_ASSIGN(const std::uint8_t is_there, from.u8());
  if (is_there == 0) return std::optional<std::uint64_t>();
  TRY_ASSIGN(const std::uint64_t number, from.varint());
  return std::optional(number);
}

}  // namespace insyn::witness
