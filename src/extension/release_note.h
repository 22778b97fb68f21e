// What both parties sign of a package before it is handed out: a text in TOML, signed as a note by the
// employer and every union.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "base/sha256.h"
#include "note/public_keys.h"

namespace insyn::extension {

inline constexpr std::size_t kLargestReleaseNote = std::size_t{16} << 10;

struct ReleaseNote {
  Digest agreement{};   // the hash of the agreement's text
  std::string version;  // as in Release
  Digest package{};     // SHA-256 of the archive
  Utc at{};             // when the first one signed it
  bool operator==(const ReleaseNote&) const = default;
};

std::string release_text(const ReleaseNote& release);
// kCorrupt where the text is not exactly what release_text() would write.
Result<ReleaseNote> parse_release_note(std::string_view text);

// The release, where each of `parties` has signed it: the employer and every union of its agreement. kDenied
// where one has not, kCorrupt where it is no such note.
Result<ReleaseNote> verify_release_note(std::string_view note, const std::vector<note::PublicKeys>& parties);

}  // namespace insyn::extension
