// PostgreSQL, by a connection string of libpq's.
#pragma once

#include "server/database/engine.h"

namespace insyn::server {

// `where` is "postgresql://…" or "postgresql:KEY=VALUE …". kPermanent where it is neither; the message does
// not repeat it, since it may have a password.
Result<std::unique_ptr<Engine>> postgresql_engine(const std::string& where);

}  // namespace insyn::server
