// What an agent signs to have an own recording shredded wherever it is. Lines of "key value" in a fixed
// order; docs/recording.md describes them byte for byte.
#pragma once

#include <span>
#include <string>

#include "base/clock.h"
#include "note/key.h"

namespace insyn::recording {

inline constexpr std::size_t kLargestDiscardNote = std::size_t{16} << 10;

struct DiscardOrder {
  std::string id;     // of the recording
  std::string agent;  // the pseudonym, as the recording's certificate has it
  Utc time{};         // when the agent discarded it
  bool operator==(const DiscardOrder&) const = default;
};

std::string text_of(const DiscardOrder& order);
// kCorrupt where the text is not exactly what text_of() would write.
Result<DiscardOrder> parse_discard(std::string_view text);

// What the note says, which one of the agent's `keys` has signed and nobody else. kDenied where that is not
// so, kCorrupt where it is no such note.
Result<DiscardOrder> verify_discard(std::string_view note, std::span<const note::Verifier> keys);

}  // namespace insyn::recording
