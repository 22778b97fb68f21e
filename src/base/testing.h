// Shared by the tests of several rooms.
#pragma once

#include <string>
#include <string_view>

namespace insyn {

// `text` with the one occurrence of `from` replaced.
inline std::string with(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  return at == std::string::npos ? "nothing to replace" : text.replace(at, from.size(), to);
}

}  // namespace insyn
