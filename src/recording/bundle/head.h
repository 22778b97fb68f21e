// A recording as one stream of bytes, in which it is uploaded: a head that says what follows, then its files,
// one after the other. docs/recording.md describes it byte for byte.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "recording/format/layout.h"

namespace insyn::recording {

inline constexpr const char* kBundleType = "application/x-insyn-recording";
// In bytes. Enough for all files that a recording can have.
inline constexpr std::size_t kLargestBundleHead = std::size_t{512} << 10;

struct BundleFile {
  std::string name;
  std::uint64_t length = 0;  // bytes
  bool operator==(const BundleFile&) const = default;
};

struct BundleHead {
  // certificate.note, opening.note, then closing.note or, of a recording that was never closed,
  // chunks.journal; the key files in the order of kKeyFiles; the chunks 0, 1, 2 …
  std::vector<BundleFile> files;

  bool closed() const;           // whether it has a closing note
  std::size_t front() const;     // how many files stand before the first chunk
  std::uint64_t length() const;  // of all files
  // The chunk that stands at a place behind front().
  ChunkName chunk(std::size_t place) const;
  bool operator==(const BundleHead&) const = default;
};

// kPermanent where there are other files than a bundle has, in another order, or longer ones than a
// recording's can be.
Status check_bundle_head(const BundleHead& head);
// Of a head that passes check_bundle_head().
std::string text_of(const BundleHead& head);
// kCorrupt where it is not exactly what text_of() would write.
Result<BundleHead> parse_bundle_head(std::string_view text);

// How long the head is with which `bytes` begin, its empty line included. Nothing while it is not all there;
// kCorrupt as soon as it cannot become one.
Result<std::optional<std::size_t>> bundle_head_length(std::string_view bytes);

}  // namespace insyn::recording
