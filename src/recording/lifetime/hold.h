// What both parties sign to keep a recording beyond its retention. Lines of "key value" in a fixed order;
// docs/recording.md describes them byte for byte.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "note/public_keys.h"

namespace insyn::recording {

inline constexpr std::size_t kLargestHoldNote = std::size_t{16} << 10;

struct Hold {
  std::string id;  // of the recording
  Utc until{};
  std::string because;  // for people
  bool operator==(const Hold&) const = default;
};

std::string text_of(const Hold& hold);
// kCorrupt where the text is not exactly what text_of() would write.
Result<Hold> parse_hold(std::string_view text);

// What the note says, which each of `parties` has signed: the employer and every union of the recording's
// agreement. kDenied where one has not, kCorrupt where it is no such note.
Result<Hold> verify_hold(std::string_view note, const std::vector<note::PublicKeys>& parties);

}  // namespace insyn::recording
