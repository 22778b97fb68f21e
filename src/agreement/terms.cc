#include "agreement/terms.h"

#include <algorithm>
#include <array>

#include "agreement/longest.h"
#include "agreement/zone.h"
#include "base/bytes.h"
#include "base/name.h"
#include "note/recipient.h"
#include "toml/table_reader.h"

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

struct AudioName {
  Audio audio;
  const char* name;
};
constexpr std::array<AudioName, 3> kAudios = {
    {{Audio::kNone, "none"}, {Audio::kCustomer, "customer"}, {Audio::kBoth, "both"}}};

constexpr std::size_t kMostUnions = 10;
constexpr std::size_t kLongestPurpose = 64;
constexpr std::size_t kLongestSentence = 4000;
constexpr std::array<std::string_view, 7> kDays = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr int kDayMinutes = 24 * 60;
constexpr std::size_t kMostScreens = 500;
constexpr std::array<std::string_view, 3> kEvents = {"screen", "article", "answer"};

// A missing optional section is read as an empty one, which gives the defaults.
const toml::Value& or_empty(const toml::Value* section) {
  static const toml::Value empty = [] {
    toml::Value table;
    table.kind = toml::Value::kTable;
    return table;
  }();
  return section == nullptr ? empty : *section;
}

Status read_number(toml::TableReader& fields, std::string_view key, toml::IntegerRange range, int& into) {
  TRY_ASSIGN(const std::int64_t value, fields.integer(key, range, into));
  into = static_cast<int>(value);
  return {};
}

// One name, or a list of them.
Result<std::vector<std::string>> read_unions(toml::TableReader& top) {
  const toml::Value* value = top.find("union");
  if (value == nullptr || value->kind != toml::Value::kArray) {
    TRY_ASSIGN(std::string name, top.name("union", kLongestName));
    return std::vector<std::string>{std::move(name)};
  }
  TRY_ASSIGN(std::vector<std::string> names, top.strings("union", kLongestName));
  if (names.size() > kMostUnions) {
    return toml::invalid(value->line, "union", "names {} unions; at most {} are possible", names.size(),
                         kMostUnions);
  }
  for (const std::string& name : names) {
    if (auto fine = check_name(name, kLongestName); !fine) {
      return toml::invalid(value->line, "union", "{}", fine.error().message);
    }
  }
  return names;
}

Result<Digest> read_digest(int line, std::string_view name, std::string_view text) {
  const auto bytes = from_hex(text);
  Digest digest{};
  if (!bytes || bytes->size() != digest.size()) {
    return toml::invalid(line, name, "must be a SHA-256: 64 hexadecimal digits");
  }
  std::copy(bytes->begin(), bytes->end(), digest.begin());
  return digest;
}

// The agreements that this one takes the place of.
Status read_superseded(toml::TableReader& top, Terms& terms) {
  TRY_ASSIGN(const std::vector<std::string> texts, top.strings("supersedes", 2 * Digest().size()));
  for (const std::string& text : texts) {
    TRY_ASSIGN(const Digest digest, read_digest(top.find("supersedes")->line, "supersedes", text));
    terms.supersedes.push_back(digest);
  }
  return {};
}

Status read_parties(toml::TableReader& top, Terms& terms) {
  TRY(top.integer("insyn", {1, 1}));
  TRY_ASSIGN(terms.id, top.name("id", kLongestName));
  TRY_ASSIGN(terms.employer, top.name("employer", kLongestName));
  TRY_ASSIGN(terms.unions, read_unions(top));
  TRY_ASSIGN(terms.purpose, top.string("purpose", kLongestSentence));
  TRY_ASSIGN(terms.negotiation, top.string("negotiation", kLongestSentence, ""));
  TRY_ASSIGN(terms.dpia, top.string("dpia", kLongestSentence, ""));
  return read_superseded(top, terms);
}

Result<int> read_clock(toml::TableReader& fields, std::string_view key) {
  TRY_ASSIGN(const std::string text, fields.string(key, 5));
  const std::string_view shape = "00:00";
  bool fits = text.size() == shape.size();
  for (std::size_t i = 0; fits && i < shape.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    fits = shape[i] == '0' ? digit : text[i] == shape[i];
  }
  const int hours = fits ? (text[0] - '0') * 10 + (text[1] - '0') : 0;
  const int minutes = fits ? (text[3] - '0') * 10 + (text[4] - '0') : 0;
  if (!fits || minutes > 59 || hours * 60 + minutes > kDayMinutes) {
    return toml::invalid(fields.find(key)->line, fields.full_name(key),
                         "must be a time from \"00:00\" to \"24:00\"");
  }
  return hours * 60 + minutes;
}

Result<std::bitset<7>> read_days(toml::TableReader& fields) {
  std::bitset<7> days;
  const toml::Value* value = fields.find("days");
  if (value == nullptr) return toml::invalid(fields.line(), "hours.days", "is missing; add it");
  TRY_ASSIGN(const std::vector<std::string> names, fields.strings("days", 3));
  for (const std::string& name : names) {
    const auto known = std::find(kDays.begin(), kDays.end(), name);
    if (known == kDays.end()) {
      return toml::invalid(value->line, "hours.days",
                           "has “{}”; the days are mon, tue, wed, thu, fri, sat, sun", name);
    }
    days.set(static_cast<std::size_t>(known - kDays.begin()));
  }
  return days;
}

Result<Hours> read_hours(const toml::Value& table) {
  Hours hours;
  toml::TableReader fields(table, "hours");
  TRY_ASSIGN(hours.days, read_days(fields));
  TRY_ASSIGN(hours.from, read_clock(fields, "from"));
  TRY_ASSIGN(hours.to, read_clock(fields, "to"));
  if (hours.to <= hours.from) {
    return toml::invalid(fields.line(), "hours", "must begin before they end, on the same day");
  }
  TRY_ASSIGN(hours.zone, fields.string("zone", 100));
  if (const auto known = check_zone(hours.zone); !known) {
    return toml::invalid(fields.find("zone")->line, "hours.zone:", "{}", known.error().message);
  }
  TRY(fields.finish());
  return hours;
}

enum class Edge { kStartOfDay, kEndOfDay };

Result<Utc> read_instant(toml::TableReader& top, std::string_view key, Edge edge, std::string_view zone) {
  const toml::Value* value = top.find(key);
  if (value == nullptr) return toml::invalid(top.line(), key, "is missing; add a date like 2026-12-01");
  if (value->kind == toml::Value::kOffsetDateTime) return value->instant;
  if (value->kind != toml::Value::kLocalDate) {
    return toml::invalid(value->line, key,
                         "must be a date, or a date and time with an offset, without quotes");
  }
  TRY_ASSIGN(const WallInstants at,
             instants_of(value->date, edge == Edge::kEndOfDay ? kDayMinutes : 0, zone));
  // Where the clocks show midnight twice, the shorter period applies.
  return edge == Edge::kEndOfDay ? at.earliest : at.latest;
}

Status read_period(toml::TableReader& top, Terms& terms) {
  TRY_ASSIGN(const toml::Value* hours, top.table("hours"));
  if (hours != nullptr) {
    TRY_ASSIGN(terms.hours, read_hours(*hours));
  }
  TRY_ASSIGN(terms.not_before, read_instant(top, "not_before", Edge::kStartOfDay, zone_of(terms)));
  TRY_ASSIGN(terms.not_after, read_instant(top, "not_after", Edge::kEndOfDay, zone_of(terms)));
  if (terms.not_after <= terms.not_before) {
    return toml::invalid(top.find("not_after")->line, "not_after", "must lie after not_before");
  }
  if (terms.not_after - terms.not_before > kLongestTerm) {
    return toml::invalid(top.find("not_after")->line, "not_after",
                         "lies more than {} days after not_before; an agreement is for a year at most",
                         kLongestTerm.count());
  }
  return {};
}

bool is_application(const Terms& terms, std::string_view name) {
  return std::any_of(terms.applications.begin(), terms.applications.end(),
                     [name](const Application& one) { return one.name == name; });
}

Result<Screen> read_screen(const toml::Value& table, const Terms& terms) {
  if (table.kind != toml::Value::kTable) return toml::invalid(table.line, "screen", "must be [[screen]]");
  Screen screen;
  toml::TableReader fields(table, "screen");
  TRY_ASSIGN(screen.name, fields.name("name", kLongestName));
  TRY_ASSIGN(screen.title, fields.string("title", kLongestName));
  TRY_ASSIGN(screen.application, fields.string("application", kLongestName, ""));
  TRY_ASSIGN(screen.event, fields.string("event", kLongestName, "screen"));
  if (!screen.application.empty() && !is_application(terms, screen.application)) {
    return toml::invalid(fields.find("application")->line, "screen.application",
                         "is “{}”, which is not the name of an [[application]]", screen.application);
  }
  if (std::find(kEvents.begin(), kEvents.end(), screen.event) == kEvents.end()) {
    return toml::invalid(fields.find("event")->line, "screen.event",
                         "must be \"screen\", \"article\" or \"answer\"");
  }
  TRY(fields.finish());
  return screen;
}

Status read_screens(toml::TableReader& top, Terms& terms) {
  const toml::Value* all = top.find("screen");
  if (all == nullptr) return {};
  if (all->kind != toml::Value::kArray || all->items.empty() || all->items.size() > kMostScreens) {
    return toml::invalid(all->line, "screen", "must be 1 to {} [[screen]] tables", kMostScreens);
  }
  for (const toml::Value& item : all->items) {
    TRY_ASSIGN(Screen screen, read_screen(item, terms));
    terms.screens.push_back(std::move(screen));
  }
  return {};
}

Status read_recording(toml::TableReader& top, Terms& terms) {
  TRY_ASSIGN(const toml::Value* section, top.table("recording"));
  if (section == nullptr)
    return toml::invalid(top.line(), "[recording]", "is missing; add it with its level");
  toml::TableReader fields(*section, "recording");
  TRY_ASSIGN(const std::string name, fields.string("level", kLongestName));
  const auto known = std::find_if(kLevels.begin(), kLevels.end(),
                                  [&name](const LevelName& level) { return level.name == name; });
  if (known == kLevels.end()) {
    return toml::invalid(fields.find("level")->line, "recording.level",
                         "must be \"metrics\", \"structure\", \"masked\" or \"full\"");
  }
  terms.level = known->level;
  TRY(read_number(fields, "calls_per_agent_per_week", {1, 1000}, terms.calls_per_agent_per_week));
  TRY_ASSIGN(terms.sample, fields.fraction("sample", terms.sample));
  TRY(read_number(fields, "max_minutes", {1, 480}, terms.max_minutes));
  TRY(read_number(fields, "after_call_seconds", {0, 600}, terms.after_call_seconds));
  TRY(read_number(fields, "max_fps", {1, 30}, terms.max_fps));
  TRY(read_number(fields, "enough_per_kind", {1, 1'000'000}, terms.enough_per_kind));
  return fields.finish();
}

Status read_agent(toml::TableReader& top, Terms& terms) {
  TRY_ASSIGN(const toml::Value* section, top.table("agent"));
  toml::TableReader fields(or_empty(section), "agent");
  TRY_ASSIGN(terms.pause, fields.boolean("pause", true));
  if (!terms.pause) {
    return toml::invalid(fields.find("pause")->line, "agent.pause",
                         "is false; the agent can always pause: remove the line");
  }
  TRY(read_number(fields, "discard_within_hours", {1, 24 * 365}, terms.discard_within_hours));
  TRY_ASSIGN(terms.see_own, fields.boolean("see_own", true));
  TRY_ASSIGN(terms.did_not_help, fields.boolean("did_not_help", false));
  return fields.finish();
}

Status read_access(toml::TableReader& top, Terms& terms) {
  TRY_ASSIGN(const toml::Value* section, top.table("access"));
  toml::TableReader fields(or_empty(section), "access");
  TRY_ASSIGN(terms.open, fields.string("open", kLongestName, "both"));
  if (terms.open != "both") {
    return toml::invalid(fields.find("open")->line, "access.open",
                         "must be \"both\": opening takes both parties");
  }
  TRY_ASSIGN(terms.reviewers, note::read_recipients(fields, "reviewers"));
  TRY_ASSIGN(terms.union_recipients, note::read_recipients(fields, "union"));
  for (const std::string& one : terms.union_recipients) {
    if (std::find(terms.reviewers.begin(), terms.reviewers.end(), one) == terms.reviewers.end()) continue;
    return toml::invalid(fields.find("union")->line, "access.union",
                         "has a recipient that is also a reviewer and could open recordings alone; remove it "
                         "from one of the lists");
  }
  TRY_ASSIGN(terms.purposes, fields.strings("purposes", kLongestName));
  for (const std::string& purpose : terms.purposes) {
    if (is_code(purpose, kLongestPurpose)) continue;
    return toml::invalid(fields.find("purposes")->line, "access.purposes",
                         "must be codes, as they stand in the ledger: 1 to {} of a-z, 0-9 and “-”",
                         kLongestPurpose);
  }
  return fields.finish();
}

Status read_retention(toml::TableReader& top, Terms& terms) {
  TRY_ASSIGN(const toml::Value* section, top.table("retention"));
  toml::TableReader fields(or_empty(section), "retention");
  TRY(read_number(fields, "days", {1, 365}, terms.retention_days));
  return fields.finish();
}

Status read_insight(toml::TableReader& top, Terms& terms) {
  TRY_ASSIGN(const toml::Value* section, top.table("insight"));
  toml::TableReader fields(or_empty(section), "insight");
  TRY(read_number(fields, "min_group", {5, 10'000}, terms.min_group));
  TRY(read_number(fields, "min_calls", {1, 1'000'000}, terms.min_calls));
  TRY_ASSIGN(std::string recipient, note::read_recipient(fields, "recipient"));
  if (!recipient.empty()) terms.insight_recipient = std::move(recipient);
  if (!terms.screens.empty() && !terms.insight_recipient) {
    return toml::invalid(section == nullptr ? top.line() : fields.line(), "insight.recipient",
                         "is missing; without it nobody could read the events of the [[screen]] rules");
  }
  return fields.finish();
}

Status read_calls(toml::TableReader& top, Terms& terms) {
  TRY_ASSIGN(const toml::Value* section, top.table("calls"));
  toml::TableReader fields(or_empty(section), "calls");
  TRY_ASSIGN(terms.manual_calls, fields.boolean("manual", false));
  return fields.finish();
}

Status read_audio(toml::TableReader& top, Terms& terms) {
  TRY_ASSIGN(const std::string name, top.string("audio", kLongestName, "none"));
  const auto known = std::find_if(kAudios.begin(), kAudios.end(),
                                  [&name](const AudioName& audio) { return audio.name == name; });
  if (known == kAudios.end()) {
    return toml::invalid(top.find("audio")->line, "audio", "must be \"none\", \"customer\" or \"both\"");
  }
  terms.audio = known->audio;
  return {};
}

Status read_extension(toml::TableReader& top, Terms& terms) {
  TRY_ASSIGN(const toml::Value* section, top.table("extension"));
  if (section == nullptr) return {};
  toml::TableReader fields(*section, "extension");
  TRY_ASSIGN(const std::string hex, fields.string("signer", 2 * Digest().size()));
  TRY_ASSIGN(terms.extension_signer, read_digest(fields.find("signer")->line, "extension.signer", hex));
  return fields.finish();
}

Result<Terms> read_terms(const toml::Value& text) {
  Terms terms;
  toml::TableReader top(text, "");
  TRY(read_parties(top, terms));
  TRY(read_period(top, terms));
  TRY_ASSIGN(terms.applications, read_applications(top));
  TRY(read_screens(top, terms));
  TRY(read_recording(top, terms));
  TRY(read_agent(top, terms));
  TRY(read_access(top, terms));
  TRY(read_retention(top, terms));
  TRY(read_insight(top, terms));
  TRY(read_calls(top, terms));
  TRY_ASSIGN(terms.call_sources, read_call_sources(top));
  TRY_ASSIGN(terms.ledger, read_ledger(top));
  TRY(read_audio(top, terms));
  TRY(read_extension(top, terms));
  TRY_ASSIGN(terms.vouched, read_vouched(top));
  TRY_ASSIGN(terms.importers, read_importers(top));
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

const char* audio_name(Audio audio) {
  for (const AudioName& known : kAudios) {
    if (known.audio == audio) return known.name;
  }
  return kAudios.front().name;
}

Result<Terms> parse_terms(std::string_view toml) {
  auto text = toml::parse(toml);
  if (!text) return in_context("the agreement", std::move(text).error());
  auto terms = read_terms(*text);
  if (!terms) return in_context("the agreement", std::move(terms).error());
  return terms;
}

std::string union_names(const Terms& terms) {
  std::string text;
  for (const std::string& name : terms.unions) text += (text.empty() ? "" : ", ") + name;
  return text;
}

bool keeps_events(const Terms& terms) {
  return terms.insight_recipient.has_value() && (!terms.screens.empty() || terms.did_not_help);
}

std::string_view zone_of(const Terms& terms) {
  return terms.hours ? std::string_view(terms.hours->zone) : std::string_view("UTC");
}

}  // namespace insyn::agreement
