#include "cli/report/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "cli/out_path.h"
#include "cli/printable.h"
#include "cli/report/zone_clock.h"
#include "cli/words.h"
#include "enrolment/agreement_file.h"
#include "insight/findings/engine.h"
#include "insight/input/read_log.h"
#include "insight/output/report_csv.h"
#include "insight/output/report_json.h"
#include "insight/output/write_report.h"
#include "note/note.h"
#include "seal/recording_key.h"

namespace insyn::cli {
namespace {

struct Basis {
  agreement::Terms terms;
  std::optional<agreement::Agreement> verified;  // where both signatures were checked
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

// Terms whose signatures were not checked can raise the minimum group sizes, but not lower them.
insight::Floor floor_of(const Basis& basis) {
  insight::Floor floor;
  floor.agents = static_cast<std::uint32_t>(basis.terms.min_group);
  floor.calls = static_cast<std::uint32_t>(basis.terms.min_calls);
  if (!basis.verified) {
    const insight::Floor usual;
    floor.agents = std::max(floor.agents, usual.agents);
    floor.calls = std::max(floor.calls, usual.calls);
  }
  return floor;
}

insight::Period period_of(const agreement::Terms& terms) {
  const auto instant = [&](Utc at) {
    return std::clamp(insight::instant_of(at), insight::kFirstInstant, insight::kLastInstant);
  };
  return {instant(terms.not_before), instant(terms.not_after)};
}

// "2026-12-01 – 2027-01-31" in every language: the first and the last day, in UTC.
std::string days_text(const agreement::Terms& terms) {
  return fmt::format("{} – {}", to_text(terms.not_before).substr(0, 10),
                     to_text(terms.not_after - std::chrono::milliseconds(1)).substr(0, 10));
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

Result<insight::Reading> reading_of(const ReportOptions& options, const insight::Period& period,
                                    Console& console) {
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
      options.events, period, [&](double share) { console.progress("reading", share); }, how);
  console.clear_status();
  return reading;
}

void tell_result(const insight::Report& report, const ReportOptions& options, Console& console) {
  if (report.kinds.empty()) {
    console.say(
        fmt::format("No kind of question has {} agents and {} calls in whole weeks of the agreement's "
                    "period, so the report is empty. Use more weeks, or merge kinds.",
                    report.floor.agents, report.floor.calls));
  }
  if (!options.json) console.result((options.out / "report.html").string());
}

// Sealed like the agreement's recordings. Nothing where the signatures were not checked.
Result<std::optional<Bytes>> sealed_examples(const Basis& basis, const insight::Report& findings,
                                             const insight::Examples& examples, const insight::Log& log) {
  if (!basis.verified || examples.empty()) return std::optional<Bytes>();
  TRY_ASSIGN(const auto union_party, seal::parse_recipients(basis.verified->union_recipients()));
  TRY_ASSIGN(const auto reviewers, seal::parse_recipients(basis.verified->reviewer_recipients()));
  auto sealed =
      seal::seal_for_two(view_of(insight::examples_csv(findings, examples, log)), union_party, reviewers);
  if (!sealed) return in_context("the examples of calls", std::move(sealed).error());
  return std::optional<Bytes>(std::move(*sealed));
}

void tell_examples(const Path& file, Console& console) {
  console.say(
      fmt::format("{} names example calls. Only both parties together can open it:\n"
                  "  age --decrypt -i UNION.age {} | age --decrypt -i EMPLOYER.age",
                  file.string(), file.string()));
}

}  // namespace

Status report(const ReportOptions& options, Console& console) {
  TRY_ASSIGN(const Basis basis, basis_of(options));
  TRY(require_new(options.out));
  if (!basis.verified)
    console.say("Without the two --pin the agreement's signatures are not checked, and the report says so.");
  TRY_ASSIGN(const insight::Reading reading, reading_of(options, period_of(basis.terms), console));
  tell_understood(reading, options, console);
  tell_rejects(reading, console);
  TRY(refuse_nothing(reading));
  insight::Examples examples;
  const insight::Report findings = insight::analyse(
      reading.log, floor_of(basis), [&](double share) { console.progress("working out", share); }, &examples);
  console.clear_status();
  TRY_ASSIGN(const std::optional<Bytes> sealed, sealed_examples(basis, findings, examples, reading.log));
  const insight::Imprint imprint{basis.terms.id,         basis.terms.employer,       basis.terms.union_name,
                                 days_text(basis.terms), basis.verified.has_value(), sealed.has_value()};
  TRY(insight::write_report(findings, imprint, options.language, options.out, sealed));
  if (options.json) console.result(insight::report_json(findings, imprint));
  tell_result(findings, options, console);
  if (sealed) tell_examples(options.out / "examples.age", console);
  return {};
}

}  // namespace insyn::cli
