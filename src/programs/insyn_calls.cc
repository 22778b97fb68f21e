// insyn-calls: reads a telephone system and signs what it says of calls. It sees no recording and no display.
#include <systemd/sd-daemon.h>

#include <cstdio>

#include "calls/node/check.h"
#include "calls/node/run.h"
#include "cli/arguments/program.h"
#include "os/broken_pipe.h"
#include "server/memory/wiped.h"

namespace {

using namespace insyn;
using cli::Console;
using cli::Outcome;

Result<Outcome> check(const cli::CallsCheckOptions& options, Console& console) {
  ignore_broken_pipes();
  const auto settings = calls::read_settings(options.config);
  if (!settings) {
    console.result(settings.error().message);
    return Outcome::kBad;
  }
  bool good = true;
  for (const calls::Found& found : calls::check_calls(*settings, SystemClock())) {
    console.result(found.good ? found.text : "wrong: " + found.text);
    good = good && found.good;
  }
  return good ? Outcome::kGood : Outcome::kBad;
}

// Whole lines, by many threads.
void log_line(const std::string& line) { std::fputs((line + "\n").c_str(), stderr); }

Result<Outcome> run(const cli::CallsRunOptions& options, Console& console) {
  const SystemClock clock;
  // Of a telephone system that has ended the connection.
  ignore_broken_pipes();
  TRY_ASSIGN(const StopRequest stop, StopRequest::install());
  TRY_ASSIGN(const calls::Settings settings, calls::read_settings(options.config));
  TRY_ASSIGN(calls::Furnished with, calls::furnish(settings));
  TRY_ASSIGN(const std::string lacking, calls::enter_calls_sandbox(settings));
  if (!lacking.empty()) console.say(lacking);
  const calls::Supervisor systemd{[] { ::sd_notify(0, "READY=1"); }, [] { ::sd_notify(0, "STOPPING=1"); }};
  TRY(calls::run_calls(settings, std::move(with), stop, systemd, &log_line, clock));
  return Outcome::kGood;
}

Result<Outcome> work(const cli::CallsCommand& command, Console& console) {
  if (const auto* options = std::get_if<cli::CallsCheckOptions>(&command)) return check(*options, console);
  return run(std::get<cli::CallsRunOptions>(command), console);
}

}  // namespace

int main(int count, char** values) {
  return cli::run_program("insyn-calls", count, values, cli::parse_calls_arguments, work);
}
