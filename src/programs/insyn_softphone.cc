// insyn-softphone: takes what the agent's own softphone tells of calls, by D-Bus, to the recorder. It sees no
// pixels and no keys.
#include <cstdlib>
#include <cstring>

#include "cli/arguments/program.h"
#include "control/place.h"
#include "os/broken_pipe.h"
#include "os/event_loop.h"
#include "os/process.h"
#include "os/sandbox/sandbox.h"
#include "softphone/calls_on_bus.h"

namespace {

using namespace insyn;
using cli::Console;
using cli::Outcome;

// The session's, whose softphone shows what is refused.
words::Language language() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    // "sv_SE.UTF-8" (POSIX).
    const std::string_view name_of_language(value, std::strcspn(value, "_.@"));
    return words::language_of(name_of_language).value_or(words::Language::kEnglish);
  }
  return words::Language::kEnglish;
}

Result<Outcome> run(const cli::SoftphoneOptions&, Console& console) {
  ignore_broken_pipes();
  const SystemClock clock;
  TRY_ASSIGN(const StopRequest stop, StopRequest::install());
  TRY_ASSIGN(const Path folder, control::runtime_folder());
  TRY_ASSIGN(const auto calls, softphone::CallsOnBus::open(control::socket_in(folder), language()));
  // No file is read or written from now on; sockets of this computer are all that is left.
  TRY_ASSIGN(const std::string lacking, enter_sandbox({}));
  if (!lacking.empty()) console.say(lacking);
  EventLoop loop;
  while (!stop.asked()) {
    if (!calls->handle_arrived()) return fail(Code::kTransient, "the session's message bus is gone");
    loop.add_source(stop.fd(), "stop request");
    loop.add_source(calls->fd(), "message bus");
    loop.wait(clock);
  }
  return Outcome::kGood;
}

}  // namespace

int main(int count, char** values) {
  return cli::run_program("insyn-softphone", count, values, cli::parse_softphone_arguments, run);
}
