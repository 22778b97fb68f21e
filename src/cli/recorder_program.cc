#include "cli/recorder_program.h"

#include "base/process.h"
#include "base/sandbox/sandbox.h"
#include "cli/enrolment_rules.h"
#include "control/place.h"
#include "recorder/service/service.h"
#include "recording/left_open.h"

namespace insyn::cli {
namespace {

// What a crash left behind is closed before anything new begins, and told.
Status close_what_was_left(const EnrolmentFiles& files, const agreement::NoteSigner& device,
                           Console& console) {
  TRY_ASSIGN(const recording::Tidied tidied, recording::close_what_was_left(files.spool, device));
  for (const std::string& id : tidied.closed) {
    console.say(
        fmt::format("the recording {} was left open by a recorder that was cut off; it is closed now", id));
  }
  for (const std::string& name : tidied.removed) {
    console.say(fmt::format("{} had not begun when a recorder was cut off; it was removed", name));
  }
  for (const std::string& problem : tidied.problems) console.say(problem);
  return {};
}

}  // namespace

Status run_recorder(const RecorderOptions& options, Console& console) {
  const SystemClock clock;
  // Before any key is read: the process that looks at other programs has none in its memory.
  TRY(start_program_reader());
  TRY_ASSIGN(const StopRequest stop, StopRequest::install());
  TRY_ASSIGN(const Enrolment enrolment, read_enrolment(options.files));
  TRY_ASSIGN(const Path folder, control::runtime_folder());
  TRY_ASSIGN(control::Server server, control::Server::open(folder));
  TRY(close_what_was_left(options.files, enrolment.device, console));
  TRY_ASSIGN(const std::string warning,
             enter_sandbox(sandbox_for(options.files, enrolment.agreement, {folder})));
  if (!warning.empty()) console.say(warning);

  recorder::Service service(
      {enrolment.agreement, enrolment.device, enrolment.agent, options.files.spool, warning}, server,
      recorder::PauseMark(folder), clock, [&console](std::string_view sentence) { console.say(sentence); });
  console.say("ready; no call is being recorded");
  return service.run(stop);
}

}  // namespace insyn::cli
