#include "signer/signer_child.h"

#include "enrolment/key_files.h"
#include "os/folder_lock.h"
#include "os/helper_process.h"
#include "os/process.h"
#include "os/sandbox/sandbox.h"
#include "signer/device_signer.h"
#include "signer/signer_server.h"
#include "usage/usage_journal.h"

namespace insyn::signer {
namespace {

// The folder of a device's first recording is made; one that has lost its journal is not taken for a new one.
Status prepare(const Path& folder, const note::Signer& device, FirstJournal first) {
  if (first == FirstJournal::kIsMissing) return {};
  TRY(ensure_folders(folder));
  TRY_ASSIGN(const FolderLock lock, FolderLock::take(folder));
  return usage::UsageJournal::is_new(folder) ? usage::UsageJournal::create(folder, device) : Status();
}

Result<DeviceSigner> ready_signer(const Path& device_file, const Path& journals, FirstJournal first,
                                  const Clock& clock) {
  TRY(forbid_memory_dumps());
  TRY_ASSIGN(note::Signer device, enrolment::read_signer(device_file));
  const Path folder = usage::journal_folder(journals, device.verifier());
  TRY(prepare(folder, device, first));
  SandboxRules rules;
  rules.write = {folder};
  TRY(enter_sandbox(rules));
  return DeviceSigner(std::move(device), folder, clock);
}

void serve(LocalSocket socket, const Path& device_file, const Path& journals, FirstJournal first) {
  const SystemClock clock;
  const Result<DeviceSigner> signer = ready_signer(device_file, journals, first, clock);
  SignerServer server(
      [&](const Request& request) {
        return signer ? signer->answer(request) : Result<Bytes>(Failure(signer.error()));
      },
      clock);
  server.adopt(std::move(socket));
  EventLoop loop;
  while (!server.is_empty()) {
    server.add_to(loop);
    loop.wait(clock);
    server.handle_arrived();
  }
}

}  // namespace

Result<LocalSocket> start_signer_child(const Path& device, const Path& journals, FirstJournal first) {
  return start_helper_process([&](LocalSocket socket) { serve(std::move(socket), device, journals, first); });
}

Result<std::unique_ptr<SignerClient>> own_signer(const Path& device, const Path& journals, FirstJournal first,
                                                 const Path& spool) {
  TRY_ASSIGN(LocalSocket socket, start_signer_child(device, journals, first));
  // There is one connection: whoever has lost it has lost the signer.
  auto only = std::make_shared<std::optional<LocalSocket>>(std::move(socket));
  return SignerClient::connect(
      [only]() -> Result<LocalSocket> {
        if (!*only) return fail(Code::kTransient, "the process that has the device's key has ended");
        LocalSocket taken = *std::move(*only);
        only->reset();
        return taken;
      },
      spool);
}

}  // namespace insyn::signer
