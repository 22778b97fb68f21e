// What a call source said of a call while it was recorded: a chunk of calls, sealed to the key that the union
// and the agent have and reviewers do not, as the end is. The notes are as they came, so that whoever has the
// agreement can verify them. docs/recording.md describes it byte for byte.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace insyn::recording {

// Of one chunk.
inline constexpr std::size_t kMostCallNotes = 64;
// As large as a call source's note may be.
inline constexpr std::size_t kLargestCallNote = std::size_t{8} << 10;

struct CallStatements {
  std::string id;                  // of the recording
  std::vector<std::string> notes;  // in the order in which they came; at least one
  bool operator==(const CallStatements&) const = default;
};

std::string text_of(const CallStatements& statements);
// kCorrupt with the reason where the text is not exactly what text_of() would write, or a bound is passed.
Result<CallStatements> parse_call_statements(std::string_view text);
// By its first line: a chunk of calls holds this, or the end.
bool are_call_statements(std::string_view text);

}  // namespace insyn::recording
