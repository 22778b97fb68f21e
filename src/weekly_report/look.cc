#include "weekly_report/look.h"

#include <filesystem>

#include "agreement/zone.h"
#include "centre/handing_in.h"
#include "json/members.h"
#include "os/file.h"
#include "weekly_report/session.h"

namespace insyn::weekly_report {
namespace {

constexpr std::size_t kLargestReport = std::size_t{4} << 20;
constexpr std::size_t kMostReports = 1000;

// Whether no kind of question has reached the thresholds.
bool is_empty_report(const Path& folder) {
  const auto text = read_text(folder / "report.json", kLargestReport);
  if (!text) return false;
  const auto json = json::Json::parse(*text, nullptr, false);
  return json.is_object() && json.contains("kinds") && json["kinds"].empty();
}

// Which of the files with calls was last written before the day after the week was over.
Result<std::optional<Path>> old_file(const std::vector<Path>& files, const Week& week) {
  for (const Path& file : files) {
    std::error_code error;
    const auto written = std::filesystem::last_write_time(file, error);
    if (error) return fail(Code::kTransient, "{} cannot be read: {}", file.string(), error.message());
    if (std::chrono::file_clock::to_sys(written) < week.end + kAfterWeek) return std::optional(file);
  }
  return std::optional<Path>();
}

}  // namespace

Said Look::look() {
  const std::string_view zone = agreement::zone_of(with_.agreement.terms());
  const auto week = due_week(with_.weeks, clock_.utc());
  if (!week) {
    const auto first = day_of(with_.weeks[1] + kAfterWeek, zone);
    return {fmt::format("no week of the agreement is over; the first report is made on {}",
                        first ? *first : to_text(with_.weeks[1])),
            true};
  }
  const auto monday = day_of(week->begin, zone);
  if (!monday) return {monday.error().message, false};
  const auto said = look_at(*week, *monday);
  if (said) return {fmt::format("the week from {}: {}", *monday, said->line), said->done};
  return {fmt::format("the week from {}: {}", *monday, said.error().message), false};
}

Result<Said> Look::look_at(const Week& week, const std::string& monday) {
  // Whatever else can be done now, or cannot.
  TRY(events_.remove_ended());
  if (done_until_ == week.end) return Said{"its report is made, and at the centre", true};
  auto server = sign_in(with_.settings, clock_);
  if (!server) return in_context("the centre", std::move(server).error());
  auto said = work(*server, week, monday);
  (void)server->sign_out();
  if (said && said->done) done_until_ = week.end;
  return said;
}

Result<std::string> Look::obstacle(const Week& week, const EventsStanding& standing) const {
  if (standing.waiting > 0)
    return fmt::format("waits for the union: {} of {} requests for events have no answer", standing.waiting,
                       standing.waiting + standing.here + standing.refused + standing.not_fetched);
  if (standing.here == 0 && standing.not_asked + standing.not_fetched > 0)
    return fmt::format("no report: no recording's events could be had: {}", standing.problem);
  TRY_ASSIGN(const auto old, old_file(with_.settings.files, week));
  if (old)
    return fmt::format("waits for calls: {} was written before the day after the week was over",
                       old->string());
  return std::string();
}

Result<std::string> Look::make(centre::Client& server, const Week& week, const Path& out,
                               std::string& obstacle_text) {
  TRY_ASSIGN(const std::size_t ended, events_.remove_ended());
  if (ended > 0) {
    obstacle_text = fmt::format(
        "no report: the events of {} recordings of earlier weeks may not be kept any longer, and without "
        "them "
        "it would show a change that there was not. The agreement keeps recordings for {} days; a new one "
        "may "
        "keep them for as long as it is in force",
        ended, with_.agreement.terms().retention_days);
    return std::string();
  }
  EventsStanding standing;
  if (with_.settings.ask) {
    TRY_ASSIGN(standing, events_.bring(server, week));
  }
  TRY_ASSIGN(obstacle_text, obstacle(week, standing));
  if (!obstacle_text.empty()) return std::string();
  ReportToMake report{with_.settings.files, {}, out};
  if (standing.here > 0) {
    report.events.push_back(place_.recordings());
    report.requests = place_.requests();
  }
  if (const Status done = make_(report); !done) {
    obstacle_text = "no report: " + done.error().message;
    return std::string();
  }
  std::string made = fmt::format("its report is made, with the events of {} recordings", standing.here);
  if (standing.refused > 0) made += fmt::format("; the union has refused {}", standing.refused);
  if (const std::size_t lacking = standing.not_asked + standing.not_fetched; lacking > 0)
    made += fmt::format("; {} could not be had: {}", lacking, standing.problem);
  const agreement::Terms& terms = with_.agreement.terms();
  if (is_empty_report(out))
    made += fmt::format("; no kind of question has {} agents and {} calls, so it is empty", terms.min_group,
                        terms.min_calls);
  return made;
}

Result<Said> Look::work(centre::Client& server, const Week& week, const std::string& monday) {
  const Path out = place_.reports() / monday;
  std::string made = "its report was made before", obstacle_text;
  if (!is_there(out)) {
    TRY_ASSIGN(made, make(server, week, out, obstacle_text));
  }
  // One of an earlier week may not be there either.
  TRY_ASSIGN(const std::size_t brought, hand_in(server));
  if (!obstacle_text.empty()) return Said{std::move(obstacle_text), false};
  return Said{fmt::format("{}, and {} at the centre", made, brought > 0 ? "now" : "is"), true};
}

Result<std::size_t> Look::hand_in(centre::Client& server) const {
  TRY_ASSIGN(const auto weeks, list_folder(place_.reports(), kMostReports));
  if (weeks.empty()) return std::size_t{0};
  TRY_ASSIGN(const auto there, server.reports());
  std::size_t brought = 0;
  // By date, so that each follows on the one before.
  for (const std::string& one : weeks) {
    TRY_ASSIGN(const auto report, centre::read_report(place_.reports() / one, with_.signer));
    if (there.contains(report.id)) continue;
    const auto id = server.hand_in_report(report.report, report.note, report.examples);
    if (!id)
      return fail(id.error().code, "the report of the week from {} was not taken: {}", one,
                  id.error().message);
    ++brought;
  }
  return brought;
}

}  // namespace insyn::weekly_report
