#include "cli/arguments/program.h"
#include "cli/report/report.h"

int main(int count, char** values) {
  using namespace insyn::cli;
  return run_program("insyn-report", count, values, parse_report_arguments, report);
}
