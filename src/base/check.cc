#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace insyn {
void check_failed(const char* what, const char* file, int line) {
  std::fprintf(stderr, "insyn: a bug in Insyn itself: %s at %s:%d\n", what, file, line);
  std::abort();
}
}  // namespace insyn
