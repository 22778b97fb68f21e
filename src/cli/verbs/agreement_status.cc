#include "cli/verbs/agreement_status.h"

#include <algorithm>

#include "agreement/allowed.h"
#include "agreement/zone.h"
#include "cli/json.h"
#include "cli/table.h"
#include "cli/verbs/week_of_usage.h"
#include "cli/words.h"
#include "enrolment/agreement_file.h"
#include "enrolment/enrolled.h"
#include "enrolment/key_files.h"
#include "words/reason.h"

namespace insyn::cli {
namespace {

using agreement::Agreement;
using agreement::Allowed;
using agreement::Terms;

Result<WeekOfUsage> usage_of(const AgreementStatusOptions& options, const Terms& terms, Utc now) {
  std::optional<note::Verifier> device;
  if (options.device) {
    TRY_ASSIGN(device, enrolment::read_device_pin(*options.device));
  }
  JournalPlace place{options.journal.value_or(enrolment::kJournals)};
  if (!options.journal && !enrolment::is_enrolled()) {
    TRY_ASSIGN(place.folder, enrolment::own_journals());
    place.may_be_missing = true;
  }
  return week_of_usage(terms, now, place, device, options.spool);
}

// By the clock of the agreement's zone.
std::string why_not(const Terms& terms, const Allowed& allowed) {
  if (allowed.why_not->as<reason::NotYet>() != nullptr)
    return fmt::format("the agreement is in force from {} on", time_text(terms.not_before, terms));
  if (allowed.why_not->as<reason::Expired>() != nullptr)
    return fmt::format("the agreement ended {}", time_text(terms.not_after, terms));
  return words::say(*allowed.why_not, words::Language::kEnglish);
}

std::string days_of(const WeekOfUsage& week, const Terms& terms) {
  const auto day = [&](Utc time) { return time_text(time, terms).substr(0, 10); };
  return fmt::format("{} to {}, {}", day(week.begin), day(week.end - std::chrono::seconds(1)),
                     agreement::zone_of(terms));
}

// What is recorded where: calls, and how many are left of the cap.
std::string week_text(const WeekOfUsage& week, const Terms& terms) {
  const int cap = terms.calls_per_agent_per_week;
  const std::string head = fmt::format("This week ({}): ", days_of(week, terms));
  Table table({Table::kLeft, Table::kLeft, Table::kRight, Table::kLeft});
  bool any = false;
  std::string reasons;
  for (const JournalOfWeek& journal : week.journals) {
    if (!journal.unreadable.empty()) {
      any = true;
      table.row({journal.workstation, "", "?", "counts as full"});
      reasons += fmt::format("\n{}: {}", journal.workstation, journal.unreadable);
    }
    for (const auto& [agent, calls] : journal.calls) {
      any = true;
      table.row({journal.workstation, agent, std::to_string(calls),
                 calls >= cap ? "no more this week" : fmt::format("{} left", cap - calls)});
    }
  }
  if (!any) return head + fmt::format("no call recorded, of at most {} an agent", cap);
  return head + fmt::format("recorded, of at most {} calls an agent:\n", cap) + table.text(2) + reasons;
}

Json json_of(const WeekOfUsage& week, const Terms& terms) {
  Json json = {{"calls_per_agent_per_week", terms.calls_per_agent_per_week},
               {"week", {{"from", to_text(week.begin)}, {"to", to_text(week.end)}}},
               {"calls_this_week", Json::array()},
               {"unreadable", Json::array()}};
  for (const JournalOfWeek& journal : week.journals) {
    if (!journal.unreadable.empty())
      json["unreadable"].push_back({{"workstation", journal.workstation}, {"why", journal.unreadable}});
    for (const auto& [agent, calls] : journal.calls)
      json["calls_this_week"].push_back({{"workstation", journal.workstation},
                                         {"agent", agent},
                                         {"calls", calls},
                                         {"left", std::max(0, terms.calls_per_agent_per_week - calls)}});
  }
  return json;
}

}  // namespace

Result<Outcome> agreement_status(const AgreementStatusOptions& options, Utc now, Console& console) {
  TRY_ASSIGN(const Agreement agreement, enrolment::read_agreement(options.file, options.pins));
  const Terms& terms = agreement.terms();
  const Allowed allowed = agreement::allowed_at(terms, now);
  std::optional<WeekOfUsage> week;
  if (options.tells_usage()) {
    TRY_ASSIGN(week, usage_of(options, terms, now));
  }
  // What cannot be counted counts as full.
  const std::string full = week ? week->why_full() : "";
  const bool may = allowed && full.empty();
  if (options.json) {
    Json json = {{"agreement", terms.id}, {"allowed_now", may}};
    if (may) {
      json["until"] = to_text(allowed.until);
    } else {
      json["why_not"] = allowed ? full : why_not(terms, allowed);
    }
    if (week) json.update(json_of(*week, terms));
    console.result(json_text(json));
  } else {
    std::string text =
        may ? fmt::format("Recording is allowed now, until {}.", time_text(allowed.until, terms))
            : fmt::format("Recording is not allowed now: {}.", allowed ? full : why_not(terms, allowed));
    if (week) text += "\n" + week_text(*week, terms);
    console.result(text);
  }
  return may ? Outcome::kGood : Outcome::kBad;
}

}  // namespace insyn::cli
