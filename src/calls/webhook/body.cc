#include "calls/webhook/body.h"

#include "json/foreign.h"

namespace insyn::calls {

Result<std::optional<Notice>> read_webhook(const Mapping& mapping, std::string_view body) {
  TRY_ASSIGN(const json::Foreign event, json::Foreign::parse(body, mapping.names()));
  return mapping.notice([&](std::string_view place) { return event.at(place); });
}

}  // namespace insyn::calls
