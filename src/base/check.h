// CHECK aborts on a bug of our own, also in release builds. Bytes from outside must never fail one: they
// become an Error.
#pragma once

namespace insyn {
[[noreturn]] void check_failed(const char* what, const char* file, int line);
}

#define CHECK(condition) \
  ((condition) ? static_cast<void>(0) : ::insyn::check_failed(#condition, __FILE__, __LINE__))
