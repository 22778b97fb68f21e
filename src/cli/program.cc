#include "cli/program.h"

#include <cstdio>
#include <exception>

#include "base/process.h"

namespace insyn::cli {
namespace {

constexpr int kFailed = 1;

Result<Outcome> guarded(const std::function<Result<Outcome>(Console&)>& work, Console& console) {
  try {
    TRY(forbid_memory_dumps());
    return work(console);
  } catch (const std::exception& error) {
    return fail(Code::kPermanent, "gave up: {}", error.what());
  }
}

}  // namespace

int give(const Answer& answer) {
  std::FILE* to = answer.exit_code == 0 ? stdout : stderr;
  std::fwrite(answer.text.data(), 1, answer.text.size(), to);
  return std::fflush(to) == 0 ? answer.exit_code : kFailed;
}

int run_program_named(const std::string& name, const std::function<Result<Outcome>(Console&)>& work) {
  Console console;
  const Result<Outcome> outcome = guarded(work, console);
  console.clear_status();
  if (!outcome) {
    console.say(name + ": " + outcome.error().message);
    return kFailed;
  }
  if (std::ferror(stdout) != 0) {
    console.say(name + ": the result could not be written in full to standard output");
    return kFailed;
  }
  return static_cast<int>(*outcome);
}

}  // namespace insyn::cli
