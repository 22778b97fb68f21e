// What a webhook's body tells, by a centre's mapping.
#pragma once

#include <optional>
#include <string_view>

#include "calls/mapping/mapping.h"

namespace insyn::calls {

// Nothing where the event means nothing to us. kBadPeer where it is no JSON object. Of the body's values only
// those are kept that the mapping names.
Result<std::optional<Notice>> read_webhook(const Mapping& mapping, std::string_view body);

}  // namespace insyn::calls
