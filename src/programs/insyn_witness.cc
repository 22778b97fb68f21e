// insyn-witness: watches a centre's ledger for the union. It opens no recording and links nothing that could.
#include <systemd/sd-daemon.h>

#include <cstdio>

#include "cli/arguments/program.h"
#include "cli/words.h"
#include "os/event_loop.h"
#include "os/folder_lock.h"
#include "os/process.h"
#include "witness/serve/serve.h"
#include "witness/watch/watch.h"
#include "words/clock.h"

namespace {

using namespace insyn;
using cli::Console;
using cli::Outcome;
using witness::Place;

constexpr std::size_t kLargestStatus = std::size_t{64} << 10;

Result<Outcome> init(const cli::WitnessInitOptions& options, Console& console) {
  const witness::NewWitness from{options.agreement, options.pins, options.key, options.server,
                                 options.authority};
  const SystemClock clock;
  TRY_ASSIGN(const witness::Settings settings, witness::create_place(Place{options.data}, from, clock.utc()));
  console.result(fmt::format("origin {}", settings.origin()));
  console.say(fmt::format("made {}; start it by insyn-witness --data {}", options.data.string(),
                          options.data.string()));
  return Outcome::kGood;
}

Result<Outcome> check(const cli::WitnessCheckOptions& options, Console& console) {
  const auto furnished = witness::open_place(Place{options.data});
  if (!furnished) {
    console.result(furnished.error().message);
    return Outcome::kBad;
  }
  const auto address = http_client::parse_address(furnished->settings.server);
  if (!address) {
    console.result(address.error().message);
    return Outcome::kBad;
  }
  console.say(fmt::format("nothing is wrong with {}", options.data.string()));
  return Outcome::kGood;
}

std::string said(const std::optional<Utc>& time) { return time ? words::local_minute(*time) : "never"; }

Result<Outcome> status(const cli::WitnessStatusOptions& options, Console& console) {
  const Place place{options.data};
  TRY_ASSIGN(const std::string text, read_text(place.status(), kLargestStatus));
  TRY_ASSIGN(const witness::Standing standing, witness::parse_standing(text));
  TRY_ASSIGN(const witness::TellList told, witness::TellList::open(place.told(), place.mailed()));
  console.result(fmt::format("the ledger {} at {}", standing.origin, standing.server));
  console.result(fmt::format("the server showed it last: {}", said(standing.heard)));
  console.result(fmt::format("{} entries cosigned, last: {}; {} of them checked", standing.entries,
                             said(standing.cosigned), standing.judged));
  console.result(fmt::format("the agreement confirmed last: {}{}", said(standing.confirmed),
                             standing.confirms ? "" : "; none is confirmed now"));
  if (!standing.problem.empty()) console.result(fmt::format("the last try: {}", standing.problem));
  console.result(told.all().empty()
                     ? std::string("nothing is wrong")
                     : fmt::format("{} wrong; insyn-witness report --data {} says which",
                                   cli::count_text(told.all().size(), "thing is", "things are"),
                                   options.data.string()));
  return standing.problem.empty() && told.all().empty() ? Outcome::kGood : Outcome::kBad;
}

Result<Outcome> report(const cli::WitnessReportOptions& options, Console& console) {
  const Place place{options.data};
  TRY_ASSIGN(const witness::TellList told, witness::TellList::open(place.told(), place.mailed()));
  for (const witness::Told& one : told.all())
    console.result(fmt::format("{}  {}", words::local_minute(one.at), one.in(options.language)));
  if (told.all().empty()) console.say("the witness has found nothing wrong");
  return told.all().empty() ? Outcome::kGood : Outcome::kBad;
}

// Whole lines.
void log_line(const std::string& line) { std::fputs((line + "\n").c_str(), stderr); }

// What goes wrong in a look is logged when it changes: the same every second would tell nothing.
void log_look(const Status& looked, std::string& before) {
  const std::string now = looked ? "" : looked.error().message;
  if (now == before) return;
  log_line(now.empty() ? "the server shows its ledger" : now);
  before = now;
}

witness::ServeSettings serve_settings(const witness::ListenSettings& listen) {
  witness::ServeSettings settings;
  settings.listen = {listen.address, listen.port, false};
  if (listen.certificate) settings.tls = server::http::TlsFiles{*listen.certificate, *listen.key};
  return settings;
}

Result<Outcome> run(const cli::WitnessRunOptions& options, Console&) {
  const SystemClock clock;
  const Place place{options.data};
  TRY_ASSIGN(const StopRequest stop, StopRequest::install());
  TRY_ASSIGN(const auto lock, FolderLock::try_to_take(place.folder));
  if (!lock) return fail(Code::kTransient, "another insyn-witness runs with {}", place.folder.string());
  TRY_ASSIGN(const witness::Furnished with, witness::open_place(place));
  TRY_ASSIGN(const http_client::Address address, http_client::parse_address(with.settings.server));
  TRY_ASSIGN(
      http_client::Client client,
      http_client::Client::create({address, with.settings.authority.value_or(Path())}, &with.key, clock));
  const witness::Pause pause = [&](std::chrono::milliseconds time) {
    EventLoop loop;
    for (const Mono until = clock.mono() + time; !stop.asked() && clock.mono() < until;) {
      loop.add_source(stop.fd(), "stop request");
      loop.add_deadline(until, "next look");
      loop.wait(clock);
    }
    return !stop.asked();
  };
  TRY_ASSIGN(const auto watch, witness::Watch::open(place, with, client, clock, pause, &log_line));
  std::unique_ptr<witness::Serve> serve;
  if (with.settings.listen) {
    TRY_ASSIGN(serve, witness::Serve::start(serve_settings(*with.settings.listen), *watch, &log_line, clock));
    log_line(fmt::format("ledgers may come to {} port {}", with.settings.listen->address, serve->port()));
  }
  log_line(fmt::format("watching the ledger {}", watch->standing().origin));
  ::sd_notify(0, "READY=1");
  std::string problem;
  do log_look(watch->look(), problem);
  while (pause(watch->pause_between()));
  ::sd_notify(0, "STOPPING=1");
  serve.reset();
  TRY(watch->save());
  return Outcome::kGood;
}

Result<Outcome> work(const cli::WitnessCommand& command, Console& console) {
  if (const auto* options = std::get_if<cli::WitnessInitOptions>(&command)) return init(*options, console);
  if (const auto* options = std::get_if<cli::WitnessCheckOptions>(&command)) return check(*options, console);
  if (const auto* options = std::get_if<cli::WitnessStatusOptions>(&command))
    return status(*options, console);
  if (const auto* options = std::get_if<cli::WitnessReportOptions>(&command))
    return report(*options, console);
  return run(std::get<cli::WitnessRunOptions>(command), console);
}

}  // namespace

int main(int count, char** values) {
  return cli::run_program("insyn-witness", count, values, cli::parse_witness_arguments, work);
}
