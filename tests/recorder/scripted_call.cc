#include "recorder/scripted_call.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "os/process.h"

namespace insyn::recorder {

ScriptedDesk::ScriptedDesk() {
  for (const char* variable : {"DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY"}) ::unsetenv(variable);
  // Nobody may lock the screen of a desktop that is none.
  ::setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", 1);
  ::setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent/bus", 1);
  std::filesystem::create_directory(spool());
  std::ofstream(program_) << "the agreed program";
  std::ofstream(other_program_) << "another program";
  window_ = desktop.open(agreed(), {100, 100, 400, 300}, 0x204060).number;
}

WindowFacts ScriptedDesk::facts(const Path& program) {
  WindowFacts facts;
  facts.program = identity_of_file(program).value();
  facts.program_path = program.string();
  return facts;
}

support::TestTerms ScriptedDesk::terms(Utc now) const {
  support::TestTerms terms;
  terms.exe = program_;
  terms.not_before = now - std::chrono::hours(1);
  terms.not_after = now + std::chrono::hours(1);
  return terms;
}

enrolment::Enrolment ScriptedDesk::enrol(const support::TestTerms& terms) const {
  enrolment::EnrolmentFiles read;
  read.agreement = parties.sign(terms);
  read.pins = {files / "employer.pub", files / "union.pub"};
  read.device = files / "device.sign";
  read.roster = files / "roster.note";
  read.agents = {files / "agent.pub"};
  read.spool = spool();
  return enrolment::read_enrolment(read).value();
}

std::size_t ScriptedDesk::recordings() const {
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(spool()))
    count += entry.is_directory() ? 1 : 0;
  return count;
}

reason::OrReason<std::unique_ptr<CallRecorder>> ScriptedCall::try_to_begin(const support::TestTerms& terms) {
  enrolment_.emplace(enrol(terms));
  certifier_.emplace(enrolment::read_signer(files / "device.sign").value());
  usage_.emplace(spool());
  monitor_.emplace(enrolment_->files, spool(), clock);
  CallOrder order;
  order.facts.call = "4711";
  order.facts.device = certifier_->device().name();
  order.kind = "faktura";
  order.queue = "kundtjänst";
  order.roster_hash = sha256(view_of("the roster"));
  order.spool = spool();
  order.usage = &*usage_;
  order.capture = &backend;
  order.indicator = &indicator;
  order.service = &arrivals;
  order.proof = proof;
  return CallRecorder::begin(enrolment_->agreement, *monitor_, *certifier_, order, clock);
}

CallRecorder& ScriptedCall::begin(const support::TestTerms& terms) {
  auto begun = try_to_begin(terms);
  if (!begun) throw std::runtime_error(code_of(begun.error()));
  recorder_ = std::move(*begun);
  return *recorder_;
}

std::optional<CallEnding> ScriptedCall::go_on(std::chrono::milliseconds time) {
  constexpr std::chrono::milliseconds kTurn(100);
  for (; time >= kTurn; time -= kTurn) {
    clock.pass(kTurn);
    std::optional<CallEnding> ending = recorder_->record().value();
    if (ending) return ending;
  }
  return std::nullopt;
}

support::Shown ScriptedCall::end(std::uint32_t colour) {
  const CallEnding ending = recorder_->end({recording::EndReason::kStopped, reason::StopRequested{}}).value();
  if (ending.failed) throw std::runtime_error(code_of(ending.why));
  return support::watch(folder(), parties, colour);
}

}  // namespace insyn::recorder
