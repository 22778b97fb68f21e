#include "recorder/service/tray_host.h"

#include "os/loaded_code.h"

namespace insyn::recorder {
namespace {

constexpr std::chrono::seconds kBetweenLooksInside(5);

}  // namespace

Result<OwnPrograms> own_programs() {
  TRY_ASSIGN(const Path folder, program_folder());
  Result<HeldFile> program = HeldFile::open(folder / "insyn-tray");
  if (!program) {
    return in_context(
        "nothing is recorded, because the program that marks recorded windows on the screen is missing",
        program.error());
  }
  auto command = HeldFile::open(folder / "insyn");
  return OwnPrograms{*std::move(program), command ? std::optional(*std::move(command)) : std::nullopt};
}

bool TrayHost::is_of_the_tray(control::ClientId client) const {
  return tray_ && server_.process_of(client) == tray_->process.pid() && is_the_program(tray_->process);
}

bool TrayHost::is_the_program(const ProcessHandle& process) const {
  const Result<FileIdentity> program = process.program();
  return program && *program == program_.identity();
}

Status TrayHost::indicate(control::ClientId client) {
  const std::optional<int> pid = server_.process_of(client);
  if (!pid) return {};
  TRY_ASSIGN(ProcessHandle process, ProcessHandle::open(*pid));
  if (!is_the_program(process)) {
    return fail(Code::kDenied, "only the tray of this installation may mark what is being recorded");
  }
  TRY(runs_nothing_else(process));
  tray_.emplace(Tray{client, std::move(process)});
  painted_.reset();
  return {};
}

Status TrayHost::runs_nothing_else(const ProcessHandle& process) {
  looked_into_ = clock_.mono();
  if (const Status only = only_system_code(process.pid()); !only) {
    return fail(
        Code::kDenied,
        "the tray may not mark what is being recorded, because {}. Start insyn-tray again without that",
        only.error().message);
  }
  return {};
}

void TrayHost::disconnected(control::ClientId client) {
  if (!tray_ || tray_->client != client) return;
  tray_.reset();
  painted_.reset();
}

void TrayHost::show(std::vector<indicator::MarkedWindow> windows) {
  windows_ = std::move(windows);
  if (windows_.size() > control::BorderOrder::kMostWindows)
    windows_.resize(control::BorderOrder::kMostWindows);
  ask();
}

void TrayHost::ask() {
  painted_.reset();
  if (!tray_) return;
  challenge_ = indicator::new_challenge();
  asked_ = clock_.mono();
  control::Reply reply;
  reply.borders = control::BorderOrder{challenge_, windows_};
  server_.send(tray_->client, reply);
}

void TrayHost::painted(control::ClientId client, const control::Request& request) {
  const bool fresh = tray_ && tray_->client == client && request.challenge == challenge_;
  // Its program is asked for anew: a process may have become another one.
  if (!fresh || !is_the_program(tray_->process)) return;
  if (clock_.mono() >= looked_into_ + kBetweenLooksInside && !runs_nothing_else(tray_->process)) {
    tray_.reset();
    return;
  }
  painted_ = Painted{challenge_, asked_, tray_->process.pid(), request.sides};
}

}  // namespace insyn::recorder
