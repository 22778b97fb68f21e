#include "agreement/terms.h"

#include <algorithm>
#include <array>

#include "agreement/application_terms.h"
#include "agreement/period_terms.h"
#include "agreement/screen_terms.h"

namespace insyn::agreement {
namespace {

struct LevelName {
  Level level;
  const char* name;
};
constexpr std::array<LevelName, 4> kLevels = {{{Level::kMetrics, "metrics"},
                                               {Level::kStructure, "structure"},
                                               {Level::kMasked, "masked"},
                                               {Level::kFull, "full"}}};

constexpr std::size_t kLongestName = 200;
constexpr std::size_t kLongestSentence = 4000;

// Where an optional section is missing its defaults count, which reading an empty one gives.
const TomlValue& or_empty(const TomlValue* section) {
  static const TomlValue empty = [] {
    TomlValue table;
    table.kind = TomlValue::kTable;
    return table;
  }();
  return section == nullptr ? empty : *section;
}

Status read_number(Fields& fields, std::string_view key, WholeRange range, int& into) {
  TRY_ASSIGN(const std::int64_t value, fields.whole(key, range, into));
  into = static_cast<int>(value);
  return {};
}

Status read_parties(Fields& top, Terms& terms) {
  TRY(top.whole("insyn", {1, 1}));
  TRY_ASSIGN(terms.id, top.text("id", kLongestName));
  TRY_ASSIGN(terms.employer, top.text("employer", kLongestName));
  TRY_ASSIGN(terms.union_name, top.text("union", kLongestName));
  TRY_ASSIGN(terms.purpose, top.text("purpose", kLongestSentence));
  TRY_ASSIGN(terms.negotiation, top.text("negotiation", kLongestSentence, ""));
  TRY_ASSIGN(terms.dpia, top.text("dpia", kLongestSentence, ""));
  return {};
}

Status read_recording(Fields& top, Terms& terms) {
  TRY_ASSIGN(const TomlValue* section, top.table("recording"));
  if (section == nullptr) return wrong(top.line(), "[recording]", "is missing; add it with its level");
  Fields fields(*section, "recording");
  TRY_ASSIGN(const std::string name, fields.text("level", kLongestName));
  const auto known = std::find_if(kLevels.begin(), kLevels.end(),
                                  [&name](const LevelName& level) { return level.name == name; });
  if (known == kLevels.end()) {
    return wrong(fields.find("level")->line, "recording.level",
                 "must be \"metrics\", \"structure\", \"masked\" or \"full\"");
  }
  terms.level = known->level;
  TRY(read_number(fields, "calls_per_agent_per_week", {1, 1000}, terms.calls_per_agent_per_week));
  TRY_ASSIGN(terms.sample, fields.fraction("sample", terms.sample));
  TRY(read_number(fields, "max_minutes", {1, 480}, terms.max_minutes));
  TRY(read_number(fields, "after_call_seconds", {0, 600}, terms.after_call_seconds));
  TRY(read_number(fields, "max_fps", {1, 30}, terms.max_fps));
  return fields.finish();
}

Status read_agent(Fields& top, Terms& terms) {
  TRY_ASSIGN(const TomlValue* section, top.table("agent"));
  Fields fields(or_empty(section), "agent");
  TRY_ASSIGN(terms.pause, fields.truth("pause", true));
  if (!terms.pause) {
    return wrong(fields.find("pause")->line, "agent.pause",
                 "is false; the agent can always pause: remove the line");
  }
  TRY(read_number(fields, "discard_within_hours", {1, 24 * 365}, terms.discard_within_hours));
  TRY_ASSIGN(terms.see_own, fields.truth("see_own", true));
  return fields.finish();
}

Status read_access(Fields& top, Terms& terms) {
  TRY_ASSIGN(const TomlValue* section, top.table("access"));
  Fields fields(or_empty(section), "access");
  TRY_ASSIGN(terms.open, fields.text("open", kLongestName, "both"));
  if (terms.open != "both") {
    return wrong(fields.find("open")->line, "access.open", "must be \"both\": opening takes both parties");
  }
  TRY_ASSIGN(terms.reviewers, fields.recipients("reviewers"));
  TRY_ASSIGN(terms.union_recipients, fields.recipients("union"));
  for (const std::string& one : terms.union_recipients) {
    if (std::find(terms.reviewers.begin(), terms.reviewers.end(), one) == terms.reviewers.end()) continue;
    return wrong(fields.find("union")->line, "access.union",
                 "has a recipient that is a reviewer too, who could then open alone");
  }
  return fields.finish();
}

Status read_retention(Fields& top, Terms& terms) {
  TRY_ASSIGN(const TomlValue* section, top.table("retention"));
  Fields fields(or_empty(section), "retention");
  TRY(read_number(fields, "days", {1, 365}, terms.retention_days));
  return fields.finish();
}

Status read_insight(Fields& top, Terms& terms) {
  TRY_ASSIGN(const TomlValue* section, top.table("insight"));
  Fields fields(or_empty(section), "insight");
  TRY(read_number(fields, "min_group", {5, 10'000}, terms.min_group));
  TRY(read_number(fields, "min_calls", {1, 1'000'000}, terms.min_calls));
  TRY_ASSIGN(std::string recipient, fields.recipient("recipient"));
  if (!recipient.empty()) terms.insight_recipient = std::move(recipient);
  if (!terms.screens.empty() && !terms.insight_recipient) {
    return wrong(section == nullptr ? top.line() : fields.line(), "insight.recipient",
                 "is missing; without it nobody could read the events that [[screen]] asks for");
  }
  return fields.finish();
}

Result<Terms> read_terms(const TomlValue& text) {
  Terms terms;
  Fields top(text, "");
  TRY(read_parties(top, terms));
  TRY(read_period(top, terms));
  TRY(read_applications(top, terms));
  TRY(read_screens(top, terms));
  TRY(read_recording(top, terms));
  TRY(read_agent(top, terms));
  TRY(read_access(top, terms));
  TRY(read_retention(top, terms));
  TRY(read_insight(top, terms));
  TRY(top.finish());
  return terms;
}

}  // namespace

const char* level_name(Level level) {
  for (const LevelName& known : kLevels) {
    if (known.level == level) return known.name;
  }
  return kLevels.front().name;
}

Result<Terms> parse_terms(std::string_view toml) {
  auto text = parse_toml(toml);
  if (!text) return in_context("the agreement", std::move(text).error());
  auto terms = read_terms(*text);
  if (!terms) return in_context("the agreement", std::move(terms).error());
  return terms;
}

std::string_view zone_of(const Terms& terms) {
  return terms.hours ? std::string_view(terms.hours->zone) : std::string_view("UTC");
}

}  // namespace insyn::agreement
