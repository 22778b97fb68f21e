#include "cli/program.h"
#include "cli/report.h"

int main(int count, char** values) {
  using namespace insyn::cli;
  const auto parsed = parse_report_arguments({values + (count > 0 ? 1 : 0), values + count});
  if (const Answer* answer = std::get_if<Answer>(&parsed)) return give(*answer);
  const ReportOptions& options = std::get<ReportOptions>(parsed);
  return run_program_named("insyn-report", [&](Console& console) -> insyn::Result<Outcome> {
    TRY(report(options, console));
    return Outcome::kGood;
  });
}
