// insyn-softphone: takes what the agent's own softphone tells of calls, by D-Bus, to the recorder. It sees no
// pixels and no keys.
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

Result<Outcome> run(const cli::SoftphoneOptions&, Console& console) {
  ignore_broken_pipes();
  const SystemClock clock;
  TRY_ASSIGN(const StopRequest stop, StopRequest::install());
  TRY_ASSIGN(const Path folder, control::runtime_folder());
  TRY_ASSIGN(const auto calls, softphone::CallsOnBus::open(control::socket_in(folder)));
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
