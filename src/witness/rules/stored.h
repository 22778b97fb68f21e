// How what a witness remembers is written, beside the integers of base/bytes.h.
#pragma once

#include <optional>
#include <string>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/sha256.h"

namespace insyn::witness {

inline constexpr std::size_t kLongestStored = std::size_t{64} << 10;

void write_text(ByteWriter& to, std::string_view text);
void write_time(ByteWriter& to, Utc time);
void write_digest(ByteWriter& to, const Digest& digest);
void write_digest(ByteWriter& to, const std::optional<Digest>& digest);
void write_number(ByteWriter& to, std::optional<std::uint64_t> number);

// kCorrupt where it is something else.
Result<std::string> read_text(ByteReader& from);
Result<Utc> read_time(ByteReader& from);
Result<Digest> read_digest(ByteReader& from);
Result<std::optional<Digest>> read_optional_digest(ByteReader& from);
Result<std::optional<std::uint64_t>> read_number(ByteReader& from);

}  // namespace insyn::witness
