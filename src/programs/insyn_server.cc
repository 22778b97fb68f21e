// insyn-server: a centre's server. It opens no recording and links nothing that could.
#include <systemd/sd-daemon.h>

#include <cstdio>

#include "base/text.h"
#include "cli/arguments/program.h"
#include "os/broken_pipe.h"
#include "os/file.h"
#include "os/process.h"
#include "server/memory/wiped.h"
#include "server/node/backup.h"
#include "server/node/centre.h"
#include "server/node/run.h"

namespace {

using namespace insyn;
using cli::Console;
using cli::Outcome;

// Whole lines, by many threads.
void log_line(const std::string& line) { std::fputs((line + "\n").c_str(), stderr); }

// The folder of a server, and why it cannot be used where it cannot.
Result<server::DataFolder> usable(const Path& folder, const Clock& clock, Console& console) {
  server::Examined examined = server::examine_data_folder(folder, clock);
  for (const server::Finding& finding : examined.findings) console.say(finding.text);
  if (!examined.data)
    return fail(Code::kPermanent, "nothing was done; insyn-server check --data {} says what is wrong",
                folder.string());
  return std::move(*examined.data);
}

// An account for each of the first people; prints the codes of their invitations.
Status invite_people(const cli::ServerInitOptions& options, Console& console) {
  if (options.people.empty()) return {};
  const SystemClock clock;
  TRY_ASSIGN(const server::DataFolder data, usable(options.data, clock, console));
  TRY_ASSIGN(const auto centre,
             server::Centre::open(options.data, data, log_line, clock, server::Centre::Start::kFirst));
  for (const auto& [role, name] : options.people) {
    TRY_ASSIGN(const std::string invitation,
               centre->people().invite_first(name, ledger::value_named<ledger::Role>(role).value()));
    console.result(fmt::format("invitation {} {} {}", role, invitation, name));
  }
  return {};
}

Result<Outcome> init(const cli::ServerInitOptions& options, Console& console) {
  server::Configuration configuration;
  configuration.origin = options.origin;
  TRY_ASSIGN(configuration.listen, server::parse_listen(options.listen));
  if (options.certificate) {
    configuration.tls = server::http::TlsFiles{std::filesystem::absolute(*options.certificate),
                                               std::filesystem::absolute(*options.key)};
    TRY(server::http::Tls::load(*configuration.tls));
  } else {
    configuration.listen.behind_proxy = true;
  }
  // What is written is read as it will be: nothing that the server would refuse is made.
  TRY(server::parse_configuration(server::configuration_text(configuration), options.data));
  TRY_ASSIGN(const note::Verifier key, server::create_data_folder(options.data, configuration, options.pins));
  console.result(fmt::format("origin {}", configuration.origin));
  console.result(fmt::format("key {}", key.text()));
  TRY(invite_people(options, console));
  console.say(fmt::format("made {}; start it by insyn-server --data {}", options.data.string(),
                          options.data.string()));
  return Outcome::kGood;
}

Result<Outcome> register_files(const cli::ServerRegisterOptions& options, Console& console) {
  const SystemClock clock;
  TRY_ASSIGN(const server::DataFolder data, usable(options.data, clock, console));
  TRY_ASSIGN(const auto centre,
             server::Centre::open(options.data, data, log_line, clock, server::Centre::Start::kFirst));
  for (const Path& file : options.files) {
    TRY_ASSIGN(const std::string note, read_text(file, kLongestText));
    auto registered = centre->registry().add(note);
    if (!registered) return in_context(file.string(), std::move(registered).error());
    console.result(fmt::format("entry {} {}", registered->entry, to_hex(registered->hash)));
  }
  return Outcome::kGood;
}

Result<Outcome> erase(const cli::ServerEraseOptions& options, Console& console) {
  const SystemClock clock;
  TRY_ASSIGN(const server::DataFolder data, usable(options.data, clock, console));
  TRY_ASSIGN(const auto centre,
             server::Centre::open(options.data, data, log_line, clock, server::Centre::Start::kBeside));
  TRY_ASSIGN(const std::uint64_t erased, centre->wishes().erase(options.call));
  console.result(fmt::format("shredded {}", erased));
  if (const Status removed = centre->shredder().remove_chunks(); !removed)
    console.say(fmt::format("not all of its bytes are removed yet, which insyn-server does when it runs: {}",
                            removed.error().message));
  return Outcome::kGood;
}

Result<Outcome> check(const cli::ServerCheckOptions& options, Console& console) {
  const SystemClock clock;
  const server::Examined examined = server::examine_data_folder(options.data, clock);
  for (const server::Finding& finding : examined.findings) console.result(finding.text);
  if (!examined.pages.empty()) console.say(examined.pages);
  if (!examined.findings.empty()) return Outcome::kBad;
  console.say(fmt::format("nothing is wrong with {}", options.data.string()));
  return Outcome::kGood;
}

Result<Outcome> back_up(const cli::ServerBackupOptions& options, Console& console) {
  TRY_ASSIGN(const server::BackedUp done, server::back_up(options.data, options.to));
  if (!done.checked)
    return fail(Code::kCorrupt, "the copy of the database in {} cannot be read through; make another backup",
                options.to.string());
  if (!done.not_noted.empty())
    console.say(fmt::format("the centre does not know of this backup: {}", done.not_noted));
  console.say(
      fmt::format("{} has the database and {} blobs, {} bytes; insyn-server check --data {} tells whether a "
                  "server could be started with it",
                  options.to.string(), done.blobs, done.bytes, options.to.string()));
  return Outcome::kGood;
}

Result<Outcome> run(const cli::ServerRunOptions& options, Console& console) {
  const SystemClock clock;
  // Of a database's or a store's that has ended.
  ignore_broken_pipes();
  TRY_ASSIGN(const StopRequest stop, StopRequest::install());
  server::Examined examined = server::examine_data_folder(options.data, clock);
  for (const server::Finding& finding : examined.findings) console.say(finding.text);
  if (!examined.data)
    return fail(Code::kPermanent, "not started; insyn-server check --data {} says what is wrong",
                options.data.string());
  const server::Supervisor systemd{[] { ::sd_notify(0, "READY=1"); }, [] { ::sd_notify(0, "STOPPING=1"); }};
  TRY(server::run_node(options.data, std::move(*examined.data), stop, systemd, &log_line, clock));
  return Outcome::kGood;
}

Result<Outcome> work(const cli::ServerCommand& command, Console& console) {
  if (const auto* options = std::get_if<cli::ServerInitOptions>(&command)) return init(*options, console);
  if (const auto* options = std::get_if<cli::ServerRegisterOptions>(&command))
    return register_files(*options, console);
  if (const auto* options = std::get_if<cli::ServerEraseOptions>(&command)) return erase(*options, console);
  if (const auto* options = std::get_if<cli::ServerCheckOptions>(&command)) return check(*options, console);
  if (const auto* options = std::get_if<cli::ServerBackupOptions>(&command))
    return back_up(*options, console);
  return run(std::get<cli::ServerRunOptions>(command), console);
}

}  // namespace

int main(int count, char** values) {
  return cli::run_program("insyn-server", count, values, cli::parse_server_arguments, work);
}
