// An answer that is made in a transaction: one that refuses undoes what was done for it.
#pragma once

#include <functional>

#include "server/database/database.h"
#include "server/http/message.h"

namespace insyn::server {

// The answer of `work`. Where that has a status of 400 or more, or cannot be made, nothing has happened: 503
// where trying again may help.
http::Answer answer_writing(Database& database,
                            const std::function<Result<http::Answer>(Transaction&)>& work);
http::Answer answer_reading(Database& database,
                            const std::function<Result<http::Answer>(Transaction&)>& work);

// Of an error that is no client's fault.
http::Answer answer_to(const Error& error);

}  // namespace insyn::server
