// What Insyn's programs have in common: how they begin and how they end.
#pragma once

#include <functional>

#include "cli/arguments/arguments.h"

namespace insyn::cli {

// The exit code of an answer, which is printed; of what is done; and of what a verb comes to.
int exit_code_of(const Answer& answer);
Result<int> exit_code_of(const Status& done);
Result<int> exit_code_of(const Result<Outcome>& outcome);

// A program's one task: the exit code.
using Work = std::function<Result<int>(const std::vector<std::string>& arguments, Console&)>;
// Gives `work` the arguments behind the program's own name, and prints its error after `name`. The exit code.
// No memory dumps are made meanwhile, and no exception gets out.
int run_to_its_end(const char* name, int count, char** values, const Work& work) noexcept;

// The program that does `work` with the options that `parse` finds on its command line.
template <class Options, class Done>
int run_program(const char* name, int count, char** values,
                std::variant<Options, Answer> (*parse)(const std::vector<std::string>&),
                Done (*work)(const Options&, Console&)) {
  return run_to_its_end(
      name, count, values,
      [parse, work](const std::vector<std::string>& arguments, Console& console) -> Result<int> {
        const std::variant<Options, Answer> parsed = parse(arguments);
        if (const Answer* answer = std::get_if<Answer>(&parsed)) return exit_code_of(*answer);
        return exit_code_of(work(std::get<Options>(parsed), console));
      });
}

// The verbs that were chosen by the command line.
Result<Outcome> run(const Command& command, Console& console);

}  // namespace insyn::cli
