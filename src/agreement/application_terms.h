// The terms that say of what: the applications.
#pragma once

#include "agreement/terms.h"
#include "toml/fields.h"

namespace insyn::agreement {

// Reads the [[application]] tables from the agreement's top table.
Status read_applications(Fields& top, Terms& terms);

}  // namespace insyn::agreement
