// insyn-fleet: workstations that are made up and really sign, seal and upload, for tests, the demo and the
// bench. It reads no enrolment, and every key that it uses is one that it has made.
#include <fmt/ranges.h>

#include <algorithm>

#include "cli/arguments/program.h"
#include "fleet/fleet.h"
#include "os/process.h"

namespace {

using namespace insyn;
using cli::Console;
using cli::Outcome;

Result<Outcome> make(const cli::FleetMakeOptions& options, Console& console) {
  TRY_ASSIGN(const note::Verifier ledger, note::Verifier::parse(options.ledger));
  fleet::CompanyOptions wished;
  wished.workstations = static_cast<std::size_t>(options.workstations);
  wished.weeks = options.weeks;
  if (options.weeks > 0) wished.applications = {"Kundbild", "Wiki"};
  for (std::string& name : wished.applications) name += options.suffix;
  wished.suffix = options.suffix;
  if (options.discard_hours > 0)
    wished.more_terms = fmt::format("[agent]\ndiscard_within_hours = {}\n", options.discard_hours);
  for (const std::string& one : options.programs) {
    const std::size_t equals = one.find('=');
    const std::string name = one.substr(0, equals);
    if (equals == std::string::npos || std::ranges::count(wished.applications, name) == 0)
      return fail(Code::kPermanent, "--program {}: it is written NAME=PATH, where NAME is one of {}", one,
                  fmt::join(wished.applications, ", "));
    wished.programs[name] = one.substr(equals + 1);
  }
  wished.origin = ledger.name();
  wished.ledger = ledger;
  TRY_ASSIGN(const fleet::Company company, fleet::Company::make_up(wished, SystemClock().utc()));
  TRY(company.save(options.out));
  console.result(fmt::format("agreement {}", to_hex(company.agreement().hash())));
  console.result(fmt::format("roster {}", to_hex(company.roster().hash())));
  console.say(fmt::format("made up {} workstations in {}; none of its keys is anybody's",
                          options.workstations, options.out.string()));
  return Outcome::kGood;
}

double per_second(std::uint64_t number, std::chrono::milliseconds time) {
  return static_cast<double>(number) * 1000 / static_cast<double>(std::max<std::int64_t>(1, time.count()));
}

std::string json_of(const fleet::FleetResult& result) {
  std::string failures;
  for (const auto& [obstacle, times] : result.failures)
    failures += fmt::format("{}\"{}\": {}", failures.empty() ? "" : ", ", link::code_of(obstacle), times);
  return fmt::format(
      R"({{"made": {}, "arrived": {}, "bytes": {}, "whole_ms": {}, "making_ms": {}, "bringing_ms": {}, "recordings_per_second": {:.3f}, "bytes_per_second": {:.0f}, "failures": {{{}}}}})",
      result.made, result.arrived, result.bytes, result.whole.count(), result.making.count(),
      result.bringing.count(), per_second(result.arrived, result.whole),
      per_second(result.bytes, result.whole), failures);
}

void print(const fleet::FleetResult& result, Console& console) {
  console.result(fmt::format("{} recordings made, {} arrived, {:.1f} MB", result.made, result.arrived,
                             static_cast<double>(result.bytes) / 1e6));
  console.result(fmt::format(
      "{:.1f} s; {:.1f} recordings and {:.1f} MB a second", static_cast<double>(result.whole.count()) / 1000,
      per_second(result.arrived, result.whole), per_second(result.bytes, result.whole) / 1e6));
  for (const auto& [obstacle, times] : result.failures)
    console.result(fmt::format("{} tries failed: {}", times, link::code_of(obstacle)));
  if (!result.last_failure.empty()) console.result("the last one: " + result.last_failure);
}

Result<Outcome> run(const cli::FleetRunOptions& options, Console& console) {
  fleet::FleetOrder order;
  TRY_ASSIGN(order.server.address, http_client::parse_address(options.server));
  if (options.authority) order.server.authority = *options.authority;
  order.company = options.company;
  order.recordings = static_cast<std::size_t>(options.recordings);
  order.weeks = options.weeks;
  order.keep = options.keep;
  order.suffix = options.suffix;
  order.call.bytes = static_cast<std::uint64_t>(options.bytes);
  // As a recorder does it: at most 256 KiB in a chunk.
  order.call.chunks = static_cast<std::size_t>(options.bytes) / (std::size_t{256} << 10) + 1;
  order.at_once = static_cast<std::size_t>(options.at_once);
  order.at_most = std::chrono::seconds(options.seconds);
  TRY_ASSIGN(const fleet::FleetResult result, fleet::run_fleet(order, SystemClock()));
  if (options.json) {
    console.result(json_of(result));
  } else {
    print(result, console);
  }
  return result.arrived == result.made ? Outcome::kGood : Outcome::kBad;
}

Result<Outcome> work(const cli::FleetCommand& command, Console& console) {
  if (const auto* options = std::get_if<cli::FleetMakeOptions>(&command)) return make(*options, console);
  return run(std::get<cli::FleetRunOptions>(command), console);
}

}  // namespace

int main(int count, char** values) {
  return cli::run_program("insyn-fleet", count, values, cli::parse_fleet_arguments, work);
}
