// How what went wrong is answered.
#pragma once

#include "base/result.h"
#include "server/http/message.h"

namespace insyn::server {

// `code` says what was wrong where it was the request, or what it brought.
http::Answer answer_for(const Error& error, std::string_view code);

}  // namespace insyn::server
