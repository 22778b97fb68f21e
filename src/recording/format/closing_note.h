// The note with which a recording ends, signed by the recording's own key, which is forgotten then: every
// chunk, and how much was withheld. When and why it ended is sealed: end_statement.h. Lines of "key value" in
// a fixed order; docs/recording.md describes them byte for byte.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "recording/format/chunk_record.h"

namespace insyn::recording {

struct Closing {
  std::string id;
  // Of the pixels, in steps of ten; nothing where there are no pictures.
  std::optional<int> withheld_percent;
  std::vector<ChunkRecord> chunks;  // 0, 1, 2 …
  bool operator==(const Closing&) const = default;
};

std::string text_of(const Closing& closing);
// kCorrupt with the line number and the reason where the text is not exactly what text_of() would write.
Result<Closing> parse_closing(std::string_view text);

}  // namespace insyn::recording
