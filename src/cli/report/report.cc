#include "cli/report/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "agreement/weeks.h"
#include "agreement/zone.h"
#include "cli/out_path.h"
#include "cli/printable.h"
#include "cli/report/sealed_events.h"
#include "cli/report/zone_clock.h"
#include "cli/words.h"
#include "enrolment/agreement_file.h"
#include "enrolment/enrolled.h"
#include "insight/findings/engine.h"
#include "insight/input/read_log.h"
#include "insight/output/report_csv.h"
#include "insight/output/report_json.h"
#include "insight/output/write_report.h"
#include "insight/register/register.h"
#include "note/note.h"
#include "seal/recording_key.h"

namespace insyn::cli {
namespace {

// What signatures were checked on, or a draft.
struct Basis {
  agreement::Terms terms;
  std::optional<agreement::Agreement> verified;
};

Result<Basis> basis_of(const ReportOptions& options) {
  if (!options.pins.empty()) {
    TRY_ASSIGN(agreement::Agreement verified, enrolment::read_agreement(options.agreement, options.pins));
    agreement::Terms terms = verified.terms();
    return Basis{std::move(terms), std::move(verified)};
  }
  TRY_ASSIGN(const std::string text, enrolment::read_agreement_text(options.agreement));
  const auto note = note::parse(text);
  auto terms = agreement::parse_terms(note ? note->text : text);
  if (!terms) return in_context(options.agreement.string(), std::move(terms).error());
  return Basis{std::move(*terms), std::nullopt};
}

insight::Floor floor_of(const agreement::Terms& terms) {
  insight::Floor floor;
  floor.agents = static_cast<std::uint32_t>(terms.min_group);
  floor.calls = static_cast<std::uint32_t>(terms.min_calls);
  return floor;
}

// All whole weeks of the agreement: the same for each report under it.
Result<std::vector<Utc>> weeks_of(const agreement::Terms& terms) {
  TRY_ASSIGN(std::vector<Utc> weeks, agreement::whole_weeks(terms));
  if (!weeks.empty()) return weeks;
  return fail(Code::kPermanent,
              "the agreement “{}” has no whole week, from Monday to Sunday by the clocks of {}, so there is "
              "no report under it",
              terms.id, agreement::zone_of(terms));
}

insight::Period period_of(const std::vector<Utc>& weeks) {
  insight::Period period;
  for (const Utc begin : weeks)
    period.weeks.push_back(
        std::clamp(insight::instant_of(begin), insight::kFirstInstant, insight::kLastInstant));
  period.from = period.weeks.front();
  period.to = period.weeks.back();
  return period;
}

// "2026-12-07 – 2027-01-31" in every language: the first and the last day.
Result<std::string> days_text(const std::vector<Utc>& weeks, std::string_view zone) {
  TRY_ASSIGN(const agreement::WallTime first, agreement::wall_time(weeks.front(), zone));
  TRY_ASSIGN(const agreement::WallTime last,
             agreement::wall_time(weeks.back() - std::chrono::milliseconds(1), zone));
  const auto text = [](std::chrono::year_month_day day) {
    return to_text(Utc(std::chrono::sys_days(day))).substr(0, 10);
  };
  return fmt::format("{} – {}", text(first.day), text(last.day));
}

// How the files were read, before any figure.
void tell_understood(const insight::Reading& reading, const ReportOptions& options, Console& console) {
  for (const std::string& remark : reading.remarks) console.say(printable(remark));
  std::string times = count_text(reading.times_with_offset, "time", "times") + " with an offset";
  if (reading.times_in_zone > 0)
    times += fmt::format(", {} by the clocks of {}", number_text(reading.times_in_zone), *options.zone);
  const insight::Log& log = reading.log;
  std::set<std::string> kinds;
  std::uint64_t events = 0;
  for (const insight::Call& call : log.calls) {
    kinds.emplace(log.labels.text(call.kind));
    events += call.events;
  }
  constexpr std::size_t kMostKinds = 12;
  std::vector<std::string> some;
  for (const std::string& kind : kinds)
    if (some.size() < kMostKinds) some.push_back(printable(kind));
  console.say(fmt::format("read: {} of {}{}{}{}, with {}; {}", count_text(log.calls.size(), "call", "calls"),
                          count_text(kinds.size(), "kind", "kinds"), some.empty() ? "" : " (",
                          fmt::format("{}{}", fmt::join(some, ", "), kinds.size() > kMostKinds ? ", …" : ""),
                          some.empty() ? "" : ")", count_text(events, "event", "events"), times));
}

// Each kind once, with one example.
void tell_rejects(const insight::Reading& reading, Console& console) {
  if (reading.rejects.total() == 0) return;
  console.say(fmt::format("{} left out:", count_text(reading.rejects.total(), "row was", "rows were")));
  for (const insight::RejectCount& one : reading.rejects.counted()) {
    const insight::Reject& first = one.first;
    const std::string field =
        first.field == insight::Field::kNone ? "" : fmt::format("{}: ", name_of(first.field));
    const std::string example = first.example.empty() ? "" : fmt::format("“{}”, ", first.example);
    console.say(fmt::format("  {} × {}{} ({}{}:{})", number_text(one.count), field, sentence_of(first.reason),
                            example, printable(reading.files[first.file]), first.place));
  }
}

Status refuse_nothing(const insight::Reading& reading) {
  if (!reading.log.calls.empty()) return {};
  if (reading.rejects.total() == 0)
    return fail(Code::kPermanent, "there is no call in these files, so there is no report");
  return fail(Code::kPermanent, "no call is left, so there is no report");
}

// What is in memory has no path that says anything to people.
void name_opened(const ReportFiles& files, insight::Reading& reading) {
  if (!files.opened) return;
  const std::string path = files.opened->path().string();
  for (std::string& file : reading.files)
    if (file == path) file = files.name;
  for (std::string& remark : reading.remarks)
    if (remark.starts_with(path)) remark = files.name + remark.substr(path.size());
}

Result<insight::Reading> reading_of(const ReportOptions& options, const ReportFiles& files,
                                    const insight::Period& period, Console& console) {
  insight::ReadOptions how;
  for (const std::string& columns : options.columns) {
    TRY_ASSIGN(const insight::ColumnNames names, insight::parse_column_names(columns));
    for (const auto& [field, name] : names) how.columns[field] = name;
  }
  std::optional<ZoneClock> zone;
  if (options.zone) {
    TRY_ASSIGN(zone, ZoneClock::of(*options.zone));
    how.zone = &*zone;
  }
  auto reading = insight::read_log(
      files.files, period, [&](double share) { console.progress("reading", share); }, how);
  console.clear_status();
  if (reading) {
    name_opened(files, *reading);
  } else if (files.opened && reading.error().message.starts_with(files.opened->path().string())) {
    const std::size_t path = files.opened->path().string().size();
    return fail(reading.error().code, "{}{}", files.name, reading.error().message.substr(path));
  }
  return reading;
}

void tell_result(const insight::Report& report, const ReportOptions& options, Console& console) {
  if (report.kinds.empty()) {
    console.say(
        fmt::format("No kind of question has {} agents and {} calls in whole weeks of the agreement's "
                    "period, so the report is empty. Use more weeks, or merge kinds.",
                    report.floor.agents, report.floor.calls));
  }
  if (!options.json) console.result((*options.out / "report.html").string());
}

// Sealed like the agreement's recordings; empty where there are none.
Result<Bytes> sealed_examples(const agreement::Agreement& agreement, const insight::Report& findings,
                              const insight::Examples& examples, const insight::Log& log) {
  if (examples.empty()) return Bytes();
  TRY_ASSIGN(const auto union_party, seal::parse_recipients(agreement.union_recipients()));
  TRY_ASSIGN(const auto reviewers, seal::parse_recipients(agreement.reviewer_recipients()));
  auto sealed =
      seal::seal_for_two(view_of(insight::examples_csv(findings, examples, log)), union_party, reviewers);
  if (!sealed) return in_context("the examples of calls", std::move(sealed).error());
  return std::move(*sealed);
}

void tell_examples(const Path& file, Console& console) {
  console.say(
      fmt::format("{} names example calls. Only both parties together can open it:\n"
                  "  age --decrypt -i UNION.age {} | age --decrypt -i EMPLOYER.age",
                  file.string(), file.string()));
}

// Refused where this report and an earlier one would together tell about too few.
Status refuse_difference(const insight::Register& reports, const insight::Counted& counted,
                         const insight::Log& log, const insight::Floor& floor) {
  TRY_ASSIGN(const std::optional<insight::Conflict> conflict, reports.conflict_of(counted, floor));
  if (!conflict) return {};
  std::string kind = "?";
  for (const insight::Call& call : log.calls)
    if (insight::hash_of_kind(log.labels.text(call.kind), reports.key()) == conflict->kind)
      kind = printable(log.labels.text(call.kind));
  return fail(
      Code::kDenied,
      "no report was made: about “{}”, its calls and those of report {} differ by calls of fewer than {} "
      "agents, or by fewer than {} calls, or by mostly one agent's, and the two reports together would tell "
      "about these. Give the same files as for report {}, and others only with more whole weeks",
      kind, conflict->report, floor.agents, floor.calls, conflict->report);
}

insight::Entry entry_of(const agreement::Agreement& agreement, const std::vector<Utc>& weeks,
                        const insight::Floor& floor, const std::string& json) {
  insight::Entry entry;
  entry.made = SystemClock().utc();
  entry.agreement = agreement.hash();
  entry.from = weeks.front();
  entry.to = weeks.back();
  entry.zone = agreement::zone_of(agreement.terms());
  entry.min_group = floor.agents;
  entry.min_calls = floor.calls;
  entry.report = sha256(view_of(json));
  return entry;
}

Status make_report(const agreement::Agreement& agreement, const std::vector<Utc>& weeks,
                   const insight::Log& log, const ReportOptions& options, Console& console) {
  const agreement::Terms& terms = agreement.terms();
  const insight::Floor floor = floor_of(terms);
  TRY_ASSIGN(const Path folder, enrolment::report_register());
  TRY_ASSIGN(insight::Register reports, insight::Register::open(folder));
  const std::vector<insight::KindCalls> population = insight::population_of(log, floor);
  const insight::Counted counted = insight::counted_calls(log, population, reports.key());
  TRY(refuse_difference(reports, counted, log, floor));

  insight::Examples examples;
  const insight::Report findings = insight::analyse(
      log, floor, population, [&](double share) { console.progress("working out", share); }, &examples);
  console.clear_status();
  TRY_ASSIGN(Bytes sealed, sealed_examples(agreement, findings, examples, log));
  insight::Imprint imprint{terms.id,
                           terms.employer,
                           agreement::union_names(terms),
                           "",
                           reports.next_number(),
                           reports.verifier().text(),
                           !sealed.empty()};
  TRY_ASSIGN(imprint.period, days_text(weeks, agreement::zone_of(terms)));
  const std::string json = insight::report_json(findings, imprint);
  const bool has_examples = !sealed.empty();
  // Entered before it is there: what is in the register may be missing, and never the other way round.
  TRY_ASSIGN(std::string note, reports.add(entry_of(agreement, weeks, floor, json), counted));
  TRY(insight::write_report(findings, imprint, options.language, *options.out,
                            {json, std::move(note), std::move(sealed)}));
  console.say(fmt::format("report {} of the register in {}", imprint.number, folder.string()));
  if (options.json) console.result(json);
  tell_result(findings, options, console);
  if (has_examples) tell_examples(*options.out / "examples.age", console);
  return {};
}

}  // namespace

Status report(const ReportOptions& options, Console& console) {
  TRY_ASSIGN(const Basis basis, basis_of(options));
  if (options.out) TRY(require_new(*options.out));
  // Whose weeks nobody has signed, by them nothing is selected.
  std::vector<Utc> weeks;
  insight::Period period;
  if (basis.verified) {
    TRY_ASSIGN(weeks, weeks_of(basis.terms));
    period = period_of(weeks);
  }
  const std::vector<note::PublicKeys> unions =
      basis.verified ? basis.verified->unions() : std::vector<note::PublicKeys>();
  TRY_ASSIGN(const ReportFiles files, open_sealed_events(options, unions, console));
  TRY_ASSIGN(const insight::Reading reading, reading_of(options, files, period, console));
  tell_understood(reading, options, console);
  tell_rejects(reading, console);
  TRY(refuse_nothing(reading));
  if (options.check) {
    console.say("The files were checked, and no report was made");
    return {};
  }
  if (!basis.verified)
    return fail(
        Code::kDenied,
        "no report was made: there is none before both parties have signed and their signatures are checked. "
        "Give --pin EMPLOYER.pub --pin UNION.pub");
  return make_report(*basis.verified, weeks, reading.log, options, console);
}

}  // namespace insyn::cli
