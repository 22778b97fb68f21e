// How what a link brings is refused.
#pragma once

#include "base/result.h"
#include "server/registry/answers.h"

namespace insyn::server {

// A value, or the answer that refuses the request.
template <class T>
using OrRefusal = tl::expected<T, http::Answer>;

inline tl::unexpected<http::Answer> refuse(int status, reason::RefusalCode code) {
  return tl::unexpected(http::problem(status, code));
}
inline tl::unexpected<http::Answer> refuse(const Error& error, reason::RefusalCode code) {
  return tl::unexpected(answer_for(error, code));
}

}  // namespace insyn::server
