// A request's head, read by Boost.Beast.
#pragma once

#include <optional>
#include <string_view>

#include "server/http/limits.h"
#include "server/http/message.h"

namespace insyn::server::http {

struct Parsed {
  Head head;
  bool keep_alive = false;      // the connection may be used for another request
  bool wants_continue = false;  // the client waits for 100 before it sends the body
};

// `text` has passed check_head(). Nothing where Beast reads it otherwise than that. `own_port` is the port,
// ":443", that an authority may leave out.
std::optional<Parsed> parse_head(std::string_view text, const HeadLimits& limits, std::string_view own_port);

}  // namespace insyn::server::http
