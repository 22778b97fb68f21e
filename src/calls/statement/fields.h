// What the notes of a call source have in common: how long each value may be, and what it may hold.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/clock.h"

namespace insyn::toml {
class TableReader;
}

namespace insyn::calls {

inline constexpr std::size_t kLongestSource = 200;
inline constexpr std::size_t kLongestCall = 500;
inline constexpr std::size_t kLongestLeg = 100;
inline constexpr std::size_t kLongestNumber = 60;
inline constexpr std::size_t kLongestKind = 200;
inline constexpr std::size_t kLongestQueue = 200;
// A whole number that every reader of TOML and JSON has exactly: 2^53 - 1.
inline constexpr std::uint64_t kLastSequence = 9'007'199'254'740'991;
// Of a note with its signature.
inline constexpr std::size_t kLargestCallNote = std::size_t{8} << 10;

// kCorrupt where `text` is no readable value of at most `limit` bytes, or has a space at an end.
Status check_word(std::string_view text, std::size_t limit);

// Required values of a note, each within its bounds. A word that is optional is empty where it is missing.
Result<std::string> read_word(toml::TableReader& fields, std::string_view key, std::size_t limit);
Result<std::string> read_optional_word(toml::TableReader& fields, std::string_view key, std::size_t limit);
Result<std::uint64_t> read_sequence(toml::TableReader& fields, std::string_view key, std::uint64_t least);
Result<Utc> read_time(toml::TableReader& fields, std::string_view key);

}  // namespace insyn::calls
