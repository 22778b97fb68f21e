#include "cli/arguments/program.h"
#include "cli/export/export.h"

int main(int count, char** values) {
  using namespace insyn::cli;
  return run_program("insyn-export", count, values, parse_export_arguments, export_recording);
}
