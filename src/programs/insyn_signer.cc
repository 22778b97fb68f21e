// insyn-signer: the device's key as a service of the computer. No display, no network, one file to sign:
// certificates.
#include "cli/arguments/program.h"
#include "enrolment/key_files.h"
#include "os/loaded_code.h"
#include "os/process.h"
#include "os/sandbox/program_reader.h"
#include "os/sandbox/sandbox.h"
#include "signer/device_signer.h"
#include "signer/signer_server.h"
#include "usage/usage_journal.h"

namespace {

using namespace insyn;
using cli::Console;
using cli::SignerOptions;

Result<HeldFile> recorder_program(const SignerOptions& options) {
  if (options.recorder) return HeldFile::open(*options.recorder);
  TRY_ASSIGN(const Path folder, program_folder());
  return HeldFile::open(folder / "insyn-recorder");
}

// Other code in the recorder's process would ask under its name.
bool runs_nothing_else(const ProcessHandle& process, const HeldFile& recorder, Console& console) {
  const Result<FileIdentity> program = process.program();
  if (!program || *program != recorder.identity()) return false;
  const Status only = only_system_files(process.pid());
  if (only && !process.is_traced()) return true;
  console.say(fmt::format("process {} is not answered, though it runs the recorder's program: {}",
                          process.pid(), only ? "another program traces it" : only.error().message));
  return false;
}

Status run_signer(const SignerOptions& options, Console& console) {
  const SystemClock clock;
  // Before the key is read: the process that looks at other programs has none in its memory.
  TRY(start_program_reader());
  TRY_ASSIGN(const StopRequest stop, StopRequest::install());
  TRY_ASSIGN(const HeldFile recorder, recorder_program(options));
  TRY_ASSIGN(note::Signer device, enrolment::read_signer(options.device));
  TRY_ASSIGN(LocalListener listener, LocalListener::listen(options.socket, Peers::kAnyUser));
  // Said at the start rather than at the first call. The journal of a new device is begun by insyn enrol.
  const Path journal = usage::journal_folder(options.journal, device.verifier());
  TRY(usage::UsageJournal::open(journal, device));
  SandboxRules rules;
  rules.write = {journal};
  TRY_ASSIGN(const std::string lacking, enter_sandbox(rules));
  if (!lacking.empty()) console.say(lacking);

  const signer::DeviceSigner signer(std::move(device), journal, clock);
  signer::SignerServer server([&](const signer::Request& request) { return signer.answer(request); }, clock);
  server.listen(std::move(listener),
                [&](const ProcessHandle& process) { return runs_nothing_else(process, recorder, console); });
  console.say(fmt::format("ready; the device is {}", signer.device().name()));
  EventLoop loop;
  while (!stop.asked()) {
    loop.add_source(stop.fd(), "stop request");
    server.add_to(loop);
    loop.wait(clock);
    server.handle_arrived();
  }
  return {};
}

}  // namespace

int main(int count, char** values) {
  return cli::run_program("insyn-signer", count, values, cli::parse_signer_arguments, run_signer);
}
