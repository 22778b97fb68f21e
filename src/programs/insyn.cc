#include "cli/arguments/program.h"

int main(int count, char** values) {
  using namespace insyn::cli;
  return run_program("insyn", count, values, parse_arguments, run);
}
