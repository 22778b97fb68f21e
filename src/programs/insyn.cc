#include "cli/arguments/program.h"
#include "programs/run_verb.h"

int main(int count, char** values) {
  using namespace insyn::cli;
  return run_program("insyn", count, values, parse_arguments, run_verb);
}
