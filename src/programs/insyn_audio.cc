#include "cli/arguments/program.h"
#include "cli/audio/convert_file.h"

int main(int count, char** values) {
  using namespace insyn::cli;
  return run_program("insyn-audio", count, values, parse_convert_arguments, convert_file);
}
