#include "calls/webhook/body.h"

#include "base/secret.h"
#include "json/foreign.h"

namespace insyn::calls {

Result<std::optional<Notice>> read_webhook(const Mapping& mapping, std::string_view body) {
  auto event = json::Foreign::parse(body, mapping.names());
  // The reader's last words, which may be what a caller has dialled.
  wipe_stack();
  if (!event) return Failure(event.error());
  return mapping.notice([&](std::string_view place) { return event->at(place); });
}

}  // namespace insyn::calls
