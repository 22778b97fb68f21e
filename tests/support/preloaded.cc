// A library that a test has loaded into a program in front of its own (LD_PRELOAD). It takes the variable out
// of the environment, so that the program itself sees nothing of it.
#include <cstdlib>

namespace {

[[gnu::constructor]] void hide() { ::unsetenv("LD_PRELOAD"); }

}  // namespace
