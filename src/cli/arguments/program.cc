#include "cli/arguments/program.h"

#include <cstdio>
#include <exception>

#include "os/process.h"

namespace insyn::cli {
namespace {

constexpr int kFailed = 1;

Result<int> guarded(const std::vector<std::string>& arguments, const Work& work, Console& console) {
  try {
    TRY(forbid_memory_dumps());
    return work(arguments, console);
  } catch (const std::exception& error) {
    return fail(Code::kPermanent, "unexpected error: {}", error.what());
  }
}

int run_and_report(const char* name, const std::vector<std::string>& arguments, const Work& work) {
  Console console;
  const Result<int> exit_code = guarded(arguments, work, console);
  console.clear_status();
  if (!exit_code) {
    console.say(fmt::format("{}: {}", name, exit_code.error().message));
    return kFailed;
  }
  if (std::ferror(stdout) != 0) {
    console.say(fmt::format("{}: the result could not be written completely to standard output", name));
    return kFailed;
  }
  return *exit_code;
}

}  // namespace

int exit_code_of(const Answer& answer) {
  std::FILE* to = answer.exit_code == 0 ? stdout : stderr;
  std::fwrite(answer.text.data(), 1, answer.text.size(), to);
  return std::fflush(to) == 0 ? answer.exit_code : kFailed;
}

Result<int> exit_code_of(const Status& done) {
  TRY(done);
  return 0;
}

Result<int> exit_code_of(const Result<Outcome>& outcome) {
  TRY(outcome);
  return static_cast<int>(*outcome);
}

int run_guarded(const char* name, int count, char** values, const Work& work) noexcept {
  try {
    return run_and_report(name, {values + (count > 0 ? 1 : 0), values + count}, work);
  } catch (...) {
    std::fprintf(stderr, "%s: unexpected error, and no memory left to report it\n", name);
    return kFailed;
  }
}

}  // namespace insyn::cli
