#include "cli/verbs/agreement_status.h"

#include <map>

#include "agreement/allowed.h"
#include "cli/json.h"
#include "cli/table.h"
#include "cli/words.h"
#include "enrolment/agreement_file.h"
#include "recording/store/spool_usage.h"
#include "words/reason.h"

namespace insyn::cli {
namespace {

using agreement::Agreement;
using agreement::Allowed;
using agreement::Terms;

// The number of calls recorded this week under this agreement, by agent.
using CallsByAgent = std::map<std::string, int>;

Result<CallsByAgent> calls_this_week(const Agreement& agreement, const Path& spool, Utc now,
                                     Console& console) {
  TRY_ASSIGN(const agreement::Usage usage,
             agreement::usage_this_week(recording::SpoolUsage(spool), agreement.terms(), now));
  for (const std::string& problem : usage.problems) console.say("not counted: " + problem);
  CallsByAgent calls;
  for (const agreement::RecordedCall& call : usage.calls)
    if (call.agreement_hash == agreement.hash()) ++calls[call.agent];
  return calls;
}

// By the clock of the agreement's zone.
std::string why_not(const Terms& terms, const Allowed& allowed) {
  if (allowed.why_not->as<reason::NotYet>() != nullptr)
    return fmt::format("the agreement is in force from {} on", time_text(terms.not_before, terms));
  if (allowed.why_not->as<reason::Expired>() != nullptr)
    return fmt::format("the agreement ended {}", time_text(terms.not_after, terms));
  return words::say(*allowed.why_not, words::Language::kEnglish);
}

std::string agent_text(const std::string& agent) { return agent.empty() ? "this workstation" : agent; }

std::string text_of(const Terms& terms, const Allowed& allowed, const CallsByAgent* calls) {
  std::string text = allowed
                         ? fmt::format("Recording is allowed now, until {}.", time_text(allowed.until, terms))
                         : fmt::format("Recording is not allowed now: {}.", why_not(terms, allowed));
  if (calls == nullptr) return text;
  const int cap = terms.calls_per_agent_per_week;
  if (calls->empty())
    return text + fmt::format("\nThis week: no call recorded, of at most {} an agent.", cap);
  text += fmt::format("\nRecorded this week, of at most {} calls an agent:\n", cap);
  Table table({Table::kLeft, Table::kRight, Table::kLeft});
  for (const auto& [agent, count] : *calls)
    table.row({agent_text(agent), std::to_string(count), count >= cap ? "no more this week" : ""});
  return text + table.text(2);
}

Json json_of(const Terms& terms, const Allowed& allowed, const CallsByAgent* calls) {
  Json json = {{"agreement", terms.id}, {"allowed_now", static_cast<bool>(allowed)}};
  if (allowed) {
    json["until"] = to_text(allowed.until);
  } else {
    json["why_not"] = why_not(terms, allowed);
  }
  if (calls == nullptr) return json;
  json["calls_per_agent_per_week"] = terms.calls_per_agent_per_week;
  json["calls_this_week"] = Json::array();
  for (const auto& [agent, count] : *calls)
    json["calls_this_week"].push_back({{"agent", agent}, {"calls", count}});
  return json;
}

}  // namespace

Result<Outcome> agreement_status(const AgreementStatusOptions& options, Utc now, Console& console) {
  TRY_ASSIGN(const Agreement agreement, enrolment::read_agreement(options.file, options.pins));
  const Terms& terms = agreement.terms();
  const Allowed allowed = agreement::allowed_at(terms, now);
  std::optional<CallsByAgent> counted;
  if (options.spool) {
    TRY_ASSIGN(counted, calls_this_week(agreement, *options.spool, now, console));
  }
  const CallsByAgent* calls = counted ? &*counted : nullptr;
  console.result(options.json ? json_text(json_of(terms, allowed, calls)) : text_of(terms, allowed, calls));
  return allowed ? Outcome::kGood : Outcome::kBad;
}

}  // namespace insyn::cli
