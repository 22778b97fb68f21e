// CHECK is for our own bugs and stays on in release. Bytes from outside never reach one: those become an
// Error.
#pragma once

namespace insyn {
[[noreturn]] void check_failed(const char* what, const char* file, int line);
}

#define CHECK(condition) \
  ((condition) ? static_cast<void>(0) : ::insyn::check_failed(#condition, __FILE__, __LINE__))
