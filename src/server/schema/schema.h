// The tables of a centre, in all their versions.
#pragma once

#include "server/database/database.h"

namespace insyn::server {

const std::vector<Migration>& schema();

}  // namespace insyn::server
