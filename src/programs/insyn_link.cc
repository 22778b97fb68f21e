// insyn-link: a workstation's connection to its centre. It carries what is sealed, and opens nothing.
#include <cstdio>

#include "cli/arguments/program.h"
#include "link/run.h"
#include "os/process.h"
#include "words/link.h"

namespace {

using namespace insyn;
using cli::Console;
using cli::Outcome;

Result<Outcome> check(const cli::LinkCheckOptions& options, Console& console) {
  TRY_ASSIGN(const link::DataFolder data, link::examine_data_folder(options.data));
  TRY_ASSIGN(const std::vector<std::string> findings, link::check_link(data));
  for (const std::string& finding : findings) console.result(finding);
  if (!findings.empty()) return Outcome::kBad;
  console.say(fmt::format("nothing is wrong with {}", options.data.string()));
  return Outcome::kGood;
}

Result<Outcome> status(const cli::LinkStatusOptions& options, Console& console) {
  const Path file = link::feed_of(options.data) / link::kStandingFile;
  auto text = read_text(file, link::kLargestStanding);
  if (!text) return in_context("the link has not said how it stands; is insyn-link running?", text.error());
  auto standing = link::parse_standing(*text);
  if (!standing) return in_context(file.string(), standing.error());
  if (options.json) {
    console.result(std::string_view(*text).substr(0, text->find_last_not_of('\n') + 1));
    return Outcome::kGood;
  }
  for (const std::string& line : words::link_lines(*standing, SystemClock().utc(), words::Language::kEnglish))
    console.result(line);
  return Outcome::kGood;
}

// Whole lines, by both threads.
void log_line(const std::string& line) { std::fputs((line + "\n").c_str(), stderr); }

Result<Outcome> run(const cli::LinkRunOptions& options, Console& console) {
  const SystemClock clock;
  TRY_ASSIGN(const StopRequest stop, StopRequest::install());
  TRY_ASSIGN(const link::DataFolder data, link::open_data_folder(options.data));
  TRY_ASSIGN(const std::string lacking, link::enter_link_sandbox(data));
  if (!lacking.empty()) console.say(lacking);
  TRY(link::run_link(data, stop, clock, &log_line));
  return Outcome::kGood;
}

Result<Outcome> work(const cli::LinkCommand& command, Console& console) {
  if (const auto* options = std::get_if<cli::LinkCheckOptions>(&command)) return check(*options, console);
  if (const auto* options = std::get_if<cli::LinkStatusOptions>(&command)) return status(*options, console);
  return run(std::get<cli::LinkRunOptions>(command), console);
}

}  // namespace

int main(int count, char** values) {
  return cli::run_program("insyn-link", count, values, cli::parse_link_arguments, work);
}
