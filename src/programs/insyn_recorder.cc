// insyn-recorder: the recorder as a service of the agent's desktop session.
#include "cli/arguments/program.h"
#include "control/place.h"
#include "enrolment/feed.h"
#include "enrolment/in_force.h"
#include "enrolment/key_files.h"
#include "enrolment/roster_file.h"
#include "enrolment/sandbox_rules.h"
#include "os/file_owner.h"
#include "os/process.h"
#include "os/sandbox/program_reader.h"
#include "os/sandbox/sandbox.h"
#include "recorder/capture/x11/x11_backend.h"
#include "recorder/service/not_allowed_service.h"
#include "recorder/service/service.h"
#include "recording/writer/not_begun.h"
#include "signer/signer_child.h"

namespace {

using namespace insyn;
using cli::Console;
using cli::RecorderOptions;

// In the user's state folder: how far call sources were heard.
constexpr const char* kSequences = "call-sequences";

Status remove_what_had_not_begun(const enrolment::EnrolmentFiles& files, Console& console) {
  TRY_ASSIGN(const recording::Tidied tidied, recording::remove_what_had_not_begun(files.spool));
  for (const std::string& name : tidied.removed) {
    console.say(fmt::format("{} had not begun when a recorder was cut off; it was removed", name));
  }
  for (const std::string& problem : tidied.problems) console.say(problem);
  return {};
}

recorder::WhoIsHere who_works_here(const enrolment::Enrolment& enrolment) {
  if (enrolment.shared) return recorder::WhoIsHere(enrolment.shared_by);
  if (!enrolment.listed) return {enrolment.agent, {}};
  return {enrolment.listed->name, enrolment.listed->recipients, enrolment.listed->numbers};
}

// For what is there already, so that nobody has to have signed the roster.
Result<recorder::WhoIsHere> whose_recordings(const enrolment::EnrolmentFiles& files) {
  std::vector<std::string> keys;
  for (const Path& file : files.agents) {
    TRY_ASSIGN(std::string key, enrolment::read_agent_recipient(file));
    keys.push_back(std::move(key));
  }
  if (keys.size() == 1) return recorder::WhoIsHere(enrolment::agent_name(keys.front(), files.roster), {});
  const auto roster = enrolment::read_roster_draft(files.roster);
  return recorder::WhoIsHere(roster ? enrolment::agents_with(keys, *roster) : std::vector<roster::Agent>());
}

Result<enrolment::EnrolmentFiles> enrolled(const RecorderOptions& options) {
  Path spool;
  if (options.spool) {
    spool = *options.spool;
  } else {
    TRY_ASSIGN(spool, enrolment::usual_spool());
    TRY(ensure_folders(spool));
  }
  enrolment::EnrolmentFiles files = enrolment::files_in(options.enrolment, spool);
  files.feed = options.feed;
  return files;
}

// One sentence after the other.
std::string joined(const std::string& one, const std::string& other) {
  return one.empty() || other.empty() ? one + other : one + ". " + other;
}

// Under one of somebody's own its terms, its keys and its count would be theirs.
Status refuse_another_enrolment(const RecorderOptions& options) {
  if (enrolment::is_the_installed(options.enrolment) || !enrolment::is_enrolled()) return {};
  return fail(
      Code::kDenied,
      "this computer is enrolled ({}), and nothing is recorded here under another enrolment; start the "
      "recorder without --enrolment",
      enrolment::kEnrolmentFolder);
}

// Whoever has the device's key: the installed signer, or, where this user holds the key, a child of this
// process.
Result<std::unique_ptr<signer::SignerClient>> signer_for(const RecorderOptions& options,
                                                         const enrolment::EnrolmentFiles& files) {
  std::error_code error;
  if (std::filesystem::exists(options.signer, error))
    return signer::SignerClient::installed(options.signer, files.spool);
  if (!may_read(files.device)) {
    return fail(Code::kTransient,
                "this device's key is the signer's, and insyn-signer does not run ({}); start it with: "
                "systemctl start insyn-signer",
                options.signer.string());
  }
  if (enrolment::is_the_installed(options.enrolment))
    return signer::own_signer(files.device, enrolment::kJournals, signer::FirstJournal::kIsMissing,
                              files.spool);
  TRY_ASSIGN(const Path journals, enrolment::own_journals());
  return signer::own_signer(files.device, journals, signer::FirstJournal::kBegins, files.spool);
}

// For the journal, where there are no words.
std::string in_short(const reason::Reason& why) {
  const auto* fault = why.as<reason::Fault>();
  return fault != nullptr ? fault->message : std::string(code_of(why));
}

// What was recorded before stays the agent's to discard.
Status serve_without_agreement(const reason::Reason& why, const enrolment::EnrolmentFiles& files,
                               const signer::SignerClient& signer, const FolderWatch& enrolment_folder,
                               const StopRequest& stop, Console& console) {
  const SystemClock clock;
  // The sandbox hides the roster.
  const Result<recorder::WhoIsHere> who = whose_recordings(files);
  const Result<Path> session = control::runtime_folder();
  // Without the one nobody can tell whose a recording is, without the other nobody can ask.
  if (!who || !session) return fail(error_code_of(why), "{}", in_short(why));
  const Path& folder = *session;
  TRY_ASSIGN(recorder::OwnPrograms programs, recorder::own_programs());
  TRY_ASSIGN(control::Server server, control::Server::open(folder));
  SandboxRules rules;
  rules.write = {folder, files.spool};
  TRY(enter_sandbox(rules));
  recorder::NotAllowedService service({why, signer.device(), *who, files.spool, signer}, enrolment_folder,
                                      std::move(server), std::move(programs), recorder::PauseMark(folder),
                                      stop, clock);
  console.say(fmt::format("nothing is recorded: {}", in_short(why)));
  service.run();
  return {};
}

// Nobody is listened to where the agreement names no call source.
Result<recorder::Carriers> carriers_for(const agreement::Terms& terms, const Path& folder) {
  if (terms.call_sources.empty()) return recorder::Carriers();
  return recorder::Carriers::listen(recorder::calls_socket_in(folder));
}

// Until it is asked to stop, or until another agreement takes another recorder.
Status run_recorder(const RecorderOptions& options, Console& console) {
  const SystemClock clock;
  TRY(refuse_another_enrolment(options));
  // Before any key is read: the process that looks at other programs has none in its memory.
  TRY(start_program_reader());
  TRY_ASSIGN(const StopRequest stop, StopRequest::install());
  TRY_ASSIGN(const enrolment::EnrolmentFiles files, enrolled(options));
  TRY_ASSIGN(const FolderWatch enrolment_folder, FolderWatch::begin(options.enrolment));
  TRY_ASSIGN(const auto signer, signer_for(options, files));
  const Result<enrolment::Enrolment> read = enrolment::read_enrolment(files);
  if (!read)
    return serve_without_agreement(reason::Reason(read.error()), files, *signer, enrolment_folder, stop,
                                   console);
  TRY_ASSIGN(const std::string rights, enrolment::check_rights(files));
  const enrolment::Enrolment& enrolment = *read;
  TRY_ASSIGN(const Path state, enrolment::state_folder());
  TRY(ensure_folders(state));
  const std::vector<Path> brought = {options.enrolment, options.feed};
  auto in_force = enrolment::InForce::begin(enrolment, brought, state / enrolment::kMemory,
                                            {options.enrolment / enrolment::kMemory});
  if (!in_force)
    return serve_without_agreement(in_force.error(), files, *signer, enrolment_folder, stop, console);
  TRY_ASSIGN(const Path folder, control::runtime_folder());
  TRY_ASSIGN(recorder::OwnPrograms programs, recorder::own_programs());
  TRY_ASSIGN(control::Server server, control::Server::open(folder));
  TRY_ASSIGN(recorder::Carriers carriers, carriers_for(enrolment.agreement.terms(), folder));
  TRY(remove_what_had_not_begun(files, console));
  SandboxRules rules = enrolment::sandbox_for(files, {folder, state});
  // A file of the enrolment that is replaced is another file.
  rules.read.push_back(options.enrolment);
  rules.read.push_back(options.feed);
  TRY_ASSIGN(const std::string lacking, enter_sandbox(rules));
  const std::string warning = joined(rights, lacking);
  if (!warning.empty()) console.say(warning);

  std::optional<enrolment::Words> words;
  if (enrolment.agreement.terms().ledger) words.emplace(brought, enrolment.agreement);
  recorder::AgreementMonitor monitor(
      enrolment.files, files.spool, clock,
      [&] {
        std::optional<reason::Reason> why = in_force->ended();
        if (!why && words) why = words->problem(clock.utc());
        return why;
      },
      [&](const std::string& kind) { return words && words->is_enough(kind, clock.utc()); });
  const recorder::x11::X11Backend capture;
  recorder::Service service(
      {enrolment.agreement, monitor, enrolment_folder, *signer, capture, who_works_here(enrolment),
       files.spool, *signer, warning, enrolment::not_listed(enrolment, signer->device()),
       enrolment.roster.hash(), std::move(carriers), state / kSequences},
      std::move(server), std::move(programs), recorder::PauseMark(folder), stop, clock,
      [&console](std::string_view sentence) { console.say(sentence); });
  console.say("ready; no call is being recorded");
  return service.run();
}

}  // namespace

int main(int count, char** values) {
  return cli::run_program("insyn-recorder", count, values, cli::parse_recorder_arguments, run_recorder);
}
