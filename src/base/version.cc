#include "base/version.h"

namespace insyn {

std::string_view version() { return INSYN_VERSION; }

}  // namespace insyn
