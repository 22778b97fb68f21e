// What all notes have in common: one signature, and lines of "key value". A note is read
// line by line, and accepted only where writing what was read gives the very same bytes, so that each
// recording has one way to be written down.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/sha256.h"
#include "note/note.h"

namespace insyn::recording {

// The note's text, where it has exactly one signature and that is `signer`'s. kDenied names whose it lacks.
Result<std::string> verified_text(std::string_view note, const note::Verifier& signer);

// Whether `value` may stand in a note: UTF-8 of 1 to 500 bytes without invisible characters, no space at
// either end.
bool fits_in_note(std::string_view value);

// Calls `take` with key and value of each line after the first, which has to be `head`. kCorrupt with the
// line's number where a line is not of that form or `take` refuses it.
Status read_lines(std::string_view text, std::string_view head,
                  const std::function<Status(std::string_view key, std::string_view value)>& take);

// kCorrupt with the number of the first line in which `text` is not `expected`.
Status expect_same(std::string_view text, std::string_view expected);

// The largest number that a note may have where nothing else bounds it.
inline constexpr std::uint64_t kMostNumber = std::uint64_t{1} << 62;
// Decimal digits, at most `limit`.
Result<std::uint64_t> parse_number(std::string_view text, std::uint64_t limit);
// 64 hexadecimal digits.
Result<Digest> parse_digest(std::string_view text);
// Where a line's value goes: kCorrupt, and nothing changes, where it is not one of its kind.
Status take_text(std::string_view value, std::string& into);
Status take_digest(std::string_view value, Digest& into);
Status take_digest(std::string_view value, std::optional<Digest>& into);
Status take_time(std::string_view value, Utc& into);
Status take_date(std::string_view value, std::chrono::sys_days& into);  // "2026-12-01"
Status take_number(std::string_view value, std::uint64_t limit, std::uint64_t& into);

// Takes the part before the first space off `rest`; all of it where there is no space.
std::string_view take_word(std::string_view& rest);

}  // namespace insyn::recording
