#include "cli/arguments/program.h"

int main(int count, char** values) {
  using namespace insyn::cli;
  return run_program("insyn-recorder", count, values, parse_recorder_arguments, run_recorder);
}
