#include "cli/program.h"

int main(int count, char** values) {
  using namespace insyn::cli;
  const auto parsed = parse_arguments({values + (count > 0 ? 1 : 0), values + count});
  if (const Answer* answer = std::get_if<Answer>(&parsed)) return give(*answer);
  const Command& command = std::get<Command>(parsed);
  return run_program_named("insyn", [&](Console& console) { return run(command, console); });
}
