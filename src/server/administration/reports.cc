#include "server/administration/reports.h"

#include <algorithm>

#include "server/registry/answers.h"

namespace insyn::server {
namespace {

constexpr std::uint64_t kLargestReport = 2 << 10;
constexpr std::size_t kMostFaults = 16;
constexpr std::size_t kLongestCode = 40, kLongestVersion = 40;
constexpr std::uint64_t kMostWaiting = 1'000'000'000;

bool has_only(std::string_view text, std::string_view allowed) {
  return !text.empty() && text.find_first_not_of(allowed) == std::string_view::npos;
}

// Of whoever has a computer's key: it is shown to administrators.
bool is_code(std::string_view text) { return has_only(text, "abcdefghijklmnopqrstuvwxyz0123456789-"); }
bool is_version(std::string_view text) { return has_only(text, "abcdefghijklmnopqrstuvwxyz0123456789.+~-"); }

}  // namespace

std::optional<LinkReport> parse_report(std::string_view body) {
  auto members = json::Members::parse(body);
  if (!members) return std::nullopt;
  LinkReport report;
  report.version = members->text("version", kLongestVersion).value_or("");
  const auto waiting = members->number("waiting");
  auto faults = members->texts("faults", kMostFaults, kLongestCode);
  if (!members->finish() || !waiting || !faults || !is_version(report.version)) return std::nullopt;
  report.waiting = static_cast<std::uint64_t>(*waiting);
  report.faults = *std::move(faults);
  if (report.waiting > kMostWaiting || !std::all_of(report.faults.begin(), report.faults.end(), is_code))
    return std::nullopt;
  return report;
}

http::Route report_route(Database& database, const Clock& clock) {
  const auto take = [&database, &clock](const http::Request& request) -> http::Answer {
    const auto report = parse_report(request.body);
    if (!report) return http::problem(400, "json");
    std::string faults;
    for (const std::string& one : report->faults) faults += (faults.empty() ? "" : " ") + one;
    const Status kept = database.write_for_this_boot([&](Transaction& transaction) -> Status {
      TRY(transaction.execute("DELETE FROM link_reports WHERE key_id = :key", {request.caller.id}));
      TRY(
          transaction.execute("INSERT INTO link_reports (key_id, version, waiting, faults, at) VALUES (:key, "
                              ":version, :waiting, :faults, :at)",
                              {request.caller.id, report->version, static_cast<std::int64_t>(report->waiting),
                               faults, column(clock.utc())}));
      return {};
    });
    if (!kept) return answer_for(kept.error(), "unexpected");
    return {204, "", ""};
  };
  return {"POST", "/v1/report", {http::Role::kLink}, kLargestReport, http::Handle(take)};
}

}  // namespace insyn::server
