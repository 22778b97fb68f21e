// What the main functions of Insyn's programs have in common.
#pragma once

#include <functional>

#include "cli/arguments/arguments.h"

namespace insyn::cli {

// The exit codes of an answer, which is printed; of work; and of a verb's outcome.
int exit_code_of(const Answer& answer);
Result<int> exit_code_of(const Status& done);
Result<int> exit_code_of(const Result<Outcome>& outcome);

// What a program does. Its result is the exit code.
using Work = std::function<Result<int>(const std::vector<std::string>& arguments, Console&)>;
// Runs `work` with the arguments after the program's own name, and prints its error after `name`. Returns the
// exit code. Memory dumps are forbidden from now on, and no exception gets out.
int run_guarded(const char* name, int count, char** values, const Work& work) noexcept;

// Runs `work` with the options that `parse` finds on the command line. Returns the exit code.
template <class Options, class Done>
int run_program(const char* name, int count, char** values,
                std::variant<Options, Answer> (*parse)(const std::vector<std::string>&),
                Done (*work)(const Options&, Console&)) {
  return run_guarded(
      name, count, values,
      [parse, work](const std::vector<std::string>& arguments, Console& console) -> Result<int> {
        const std::variant<Options, Answer> parsed = parse(arguments);
        if (const Answer* answer = std::get_if<Answer>(&parsed)) return exit_code_of(*answer);
        return exit_code_of(work(std::get<Options>(parsed), console));
      });
}

}  // namespace insyn::cli
