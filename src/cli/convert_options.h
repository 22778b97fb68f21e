// The options of insyn-audio, which insyn audio attach starts. Only insyn-audio is linked with what decodes.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace insyn::cli {

struct ConvertOptions {
  std::string voices = "customer";  // customer, both, mixed
  std::string customer = "left";    // left, right, mono: which channel of the file is the customer's
  std::uint64_t skip_ms = 0;        // left away at the beginning
  std::uint64_t most_ms = 0;        // kept after that
  std::vector<std::pair<std::uint64_t, std::uint64_t>> cuts;  // from, length: what the file lacks
  bool operator==(const ConvertOptions&) const = default;
};

// The arguments that give the same options.
std::vector<std::string> arguments_of(const ConvertOptions& options);

// How insyn-audio says how far it is, and the line before what it has made.
inline constexpr const char* kConvertProgress = "progress ";
inline constexpr const char* kConvertedLine = "duration-ms ";

}  // namespace insyn::cli
