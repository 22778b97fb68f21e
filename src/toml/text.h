// Writing TOML (https://toml.io/en/v1.0.0).
#pragma once

#include <string>
#include <string_view>

namespace insyn {

// `text`, which is UTF-8, as a TOML basic string with its quotes.
std::string toml_quoted(std::string_view text);

}  // namespace insyn
