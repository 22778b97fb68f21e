// An answer in JSON that nobody between keeps.
#pragma once

#include "json/members.h"
#include "server/http/message.h"

namespace insyn::server {

inline http::Answer json_answer(const json::Json& body) {
  return {200, "application/json", json::line_of(body), {{"cache-control", "no-store"}}};
}

}  // namespace insyn::server
