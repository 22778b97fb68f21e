// How what went wrong is answered.
#pragma once

#include "base/result.h"
#include "reason/refusal_code.h"
#include "server/http/message.h"

namespace insyn::server {

// `code` says what was wrong where it was the request, or what it brought.
http::Answer answer_for(const Error& error, reason::RefusalCode code);

}  // namespace insyn::server
