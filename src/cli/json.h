// JSON for --json: one object or list, indented, members in the order in which they were added.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "cli/printable.h"

namespace insyn::cli {

using Json = nlohmann::ordered_json;

// UTF-8 whatever the values hold.
inline std::string json_text(const Json& json) {
  return printable_json(json.dump(2, ' ', false, Json::error_handler_t::replace));
}

}  // namespace insyn::cli
