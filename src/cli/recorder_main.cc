#include "cli/arguments.h"
#include "cli/program.h"

int main(int count, char** values) {
  using namespace insyn::cli;
  const auto parsed = parse_recorder_arguments({values + (count > 0 ? 1 : 0), values + count});
  if (const Answer* answer = std::get_if<Answer>(&parsed)) return give(*answer);
  const RecorderOptions& options = std::get<RecorderOptions>(parsed);
  return run_program_named("insyn-recorder", [&](Console& console) -> insyn::Result<Outcome> {
    TRY(run_recorder(options, console));
    return Outcome::kGood;
  });
}
