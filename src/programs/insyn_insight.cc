// insyn-insight: the centre's report of each week, where the insight key lies. The key is read by
// insyn-report, which it starts.
#include <systemd/sd-daemon.h>

#include <cstdio>

#include "cli/arguments/program.h"
#include "os/event_loop.h"
#include "os/folder_lock.h"
#include "os/process.h"
#include "os/program_output.h"
#include "weekly_report/check.h"
#include "weekly_report/look.h"

namespace {

using namespace insyn;
using cli::Console;
using cli::Outcome;
using weekly_report::Place;

// Whole lines.
void log_line(const std::string& line) { std::fputs((line + "\n").c_str(), stderr); }

// The last line that it said, without its name.
std::string reason_in(std::string said) {
  while (!said.empty() && said.back() == '\n') said.pop_back();
  const std::size_t line = said.rfind('\n');
  if (line != std::string::npos) said.erase(0, line + 1);
  constexpr std::string_view kName = "insyn-report: ";
  return said.starts_with(kName) ? said.substr(kName.size()) : said;
}

Status make_by_program(const weekly_report::Settings& settings, const weekly_report::ReportToMake& report) {
  cli::ReportOptions options;
  options.events = report.events;
  options.requests = report.requests;
  if (report.requests && settings.key) options.keys = {*settings.key};
  options.agreement = settings.agreement;
  options.pins = settings.pins;
  options.out = report.out;
  options.zone = settings.zone;
  options.columns = settings.columns;
  options.language = settings.language;
  TRY_ASSIGN(const Path folder, program_folder());
  TRY_ASSIGN(const ProgramOutput output,
             run_program_and_listen(folder / "insyn-report", arguments_of(options)));
  if (output.code == 0) return {};
  return fail(Code::kPermanent, "{}", reason_in(output.said));
}

Result<Outcome> check(const weekly_report::Furnished& with, const cli::InsightOptions& options,
                      const Clock& clock, Console& console) {
  const auto findings = weekly_report::check_setup(with, clock);
  for (const std::string& finding : findings) console.result(finding);
  if (!findings.empty()) return Outcome::kBad;
  console.say(fmt::format("nothing is wrong with {}", options.data.string()));
  return Outcome::kGood;
}

// What a look came to is logged when it changes: the same every quarter of an hour would tell nothing.
void log_look(const weekly_report::Said& said, std::string& before) {
  if (said.line == before) return;
  log_line(said.line);
  before = said.line;
}

Result<Outcome> work(const cli::InsightOptions& options, Console& console) {
  const SystemClock clock;
  const Place place{options.data};
  TRY_ASSIGN(const StopRequest stop, StopRequest::install());
  TRY_ASSIGN(const weekly_report::Furnished with, weekly_report::open_place(place));
  if (options.check) return check(with, options, clock, console);
  TRY_ASSIGN(const auto lock, FolderLock::try_to_take(place.folder));
  if (!lock) return fail(Code::kTransient, "another insyn-insight runs with {}", place.folder.string());
  weekly_report::Look look(
      place, with, [&](const auto& report) { return make_by_program(with.settings, report); }, clock);
  if (options.once) {
    const weekly_report::Said said = look.look();
    log_line(said.line);
    return said.done ? Outcome::kGood : Outcome::kBad;
  }
  ::sd_notify(0, "READY=1");
  std::string before;
  while (!stop.asked()) {
    log_look(look.look(), before);
    EventLoop loop;
    for (const Mono until = clock.mono() + with.settings.pause; !stop.asked() && clock.mono() < until;) {
      loop.add_source(stop.fd(), "stop request");
      loop.add_deadline(until, "next look");
      loop.wait(clock);
    }
  }
  ::sd_notify(0, "STOPPING=1");
  return Outcome::kGood;
}

}  // namespace

int main(int count, char** values) {
  return cli::run_program("insyn-insight", count, values, cli::parse_insight_arguments, work);
}
