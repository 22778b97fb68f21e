// The terms that say when: the dates and the hours.
#pragma once

#include "agreement/terms.h"
#include "toml/fields.h"

namespace insyn::agreement {

// Reads not_before, not_after and hours from the agreement's top table.
Status read_period(Fields& top, Terms& terms);

}  // namespace insyn::agreement
