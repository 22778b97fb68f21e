#include "cli/program.h"

int main(int count, char** values) {
  using namespace insyn::cli;
  const auto parsed = parse_export_arguments({values + (count > 0 ? 1 : 0), values + count});
  if (const Answer* answer = std::get_if<Answer>(&parsed)) return give(*answer);
  const ExportOptions& options = std::get<ExportOptions>(parsed);
  return run_program_named("insyn-export", [&](Console& console) -> insyn::Result<Outcome> {
    TRY(export_recording(options, console));
    return Outcome::kGood;
  });
}
