#include "agreement/terms.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "agreement/zone.h"
#include "base/bytes.h"
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

constexpr std::size_t kLongestName = 200;
constexpr std::size_t kLongestSentence = 4000;
constexpr std::size_t kMostApplications = 50;
constexpr std::size_t kLongestPath = 4000;
constexpr std::size_t kLongestOrigin = 300;
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

Status read_parties(toml::TableReader& top, Terms& terms) {
  TRY(top.integer("insyn", {1, 1}));
  TRY_ASSIGN(terms.id, top.name("id", kLongestName));
  TRY_ASSIGN(terms.employer, top.name("employer", kLongestName));
  TRY_ASSIGN(terms.union_name, top.name("union", kLongestName));
  TRY_ASSIGN(terms.purpose, top.string("purpose", kLongestSentence));
  TRY_ASSIGN(terms.negotiation, top.string("negotiation", kLongestSentence, ""));
  TRY_ASSIGN(terms.dpia, top.string("dpia", kLongestSentence, ""));
  return {};
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

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_absolute(std::string_view path) {
  const bool drive = path.size() > 3 && is_letter(path[0]) && path[1] == ':' && path[2] == '\\';
  return drive || (path.size() > 1 && path.front() == '/');
}

// Each file has only one plain path: without "..", "." and empty parts.
bool is_plain(std::string_view path) {
  const char separator = path.front() == '/' ? '/' : '\\';
  path.remove_prefix(path.find(separator) + 1);
  for (;;) {
    const std::size_t end = path.find(separator);
    const std::string_view part = path.substr(0, end);
    if (part.empty() || part == "." || part == "..") return false;
    if (end == std::string_view::npos) return true;
    path.remove_prefix(end + 1);
  }
}

// Empty, or ":" and 1 to 65535 without leading zeros.
bool is_port(std::string_view text) {
  if (text.empty()) return true;
  int port = 0;
  const char* end = text.data() + text.size();
  const auto [read, error] = std::from_chars(text.data() + 1, end, port);
  return text.size() > 1 && text[1] >= '1' && text[1] <= '9' && error == std::errc() && read == end &&
         port <= 65535;
}

bool is_host(std::string_view host) {
  constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyz0123456789-.";
  return !host.empty() && host.find_first_not_of(kAllowed) == std::string_view::npos && host.front() != '.' &&
         host.back() != '.' && host.find("..") == std::string_view::npos;
}

// The origin as a browser writes it. Without TLS anyone on the network path can pose as the origin, so "http"
// is only for this computer.
bool is_origin(std::string_view text) {
  constexpr std::string_view kTls = "https://", kPlain = "http://";
  const bool tls = text.starts_with(kTls);
  if (!tls && !text.starts_with(kPlain)) return false;
  text.remove_prefix(tls ? kTls.size() : kPlain.size());
  const std::size_t colon = std::min(text.find(':'), text.size());
  const std::string_view host = text.substr(0, colon);
  const bool local = host == "localhost" || host == "127.0.0.1";
  const std::string_view port = text.substr(colon);
  return (tls || local) && is_host(host) && is_port(port) && port != (tls ? ":443" : ":80");
}

Status read_native(toml::TableReader& fields, Application& into) {
  TRY_ASSIGN(into.exe, fields.path("exe", kLongestPath));
  if (!is_absolute(into.exe) || !is_plain(into.exe)) {
    return toml::invalid(fields.find("exe")->line, fields.full_name("exe"),
                         "must be the full path of the program file, without . or ..");
  }
  TRY_ASSIGN(into.wm_class, fields.name("wm_class", kLongestName, ""));
  const toml::Value* digest = fields.find("sha256");
  if (digest == nullptr) return {};
  TRY_ASSIGN(const std::string hex, fields.string("sha256", 64));
  const auto bytes = from_hex(hex);
  if (!bytes || bytes->size() != Digest().size()) {
    return toml::invalid(digest->line, fields.full_name("sha256"), "must be 64 hexadecimal digits");
  }
  into.sha256.emplace();
  std::copy(bytes->begin(), bytes->end(), into.sha256->begin());
  return {};
}

Status read_web(toml::TableReader& fields, Application& into) {
  TRY_ASSIGN(into.origins, fields.strings("origins", kLongestOrigin));
  if (into.origins.empty())
    return toml::invalid(fields.line(), fields.full_name("origins"), "is missing; add it");
  for (const std::string& origin : into.origins) {
    if (is_origin(origin)) continue;
    return toml::invalid(fields.find("origins")->line, fields.full_name("origins"),
                         "has “{}”; an origin is like https://wiki.example, lower case, without a path",
                         origin);
  }
  TRY_ASSIGN(into.except, fields.strings("except", kLongestPath));
  for (const std::string& pattern : into.except) {
    if (pattern.front() == '/') continue;
    return toml::invalid(fields.find("except")->line, fields.full_name("except"),
                         "has “{}”; a pattern begins with /, like /personal/*", pattern);
  }
  return {};
}

Result<Application> read_application(const toml::Value& table) {
  if (table.kind != toml::Value::kTable)
    return toml::invalid(table.line, "application", "must be [[application]]");
  Application result;
  toml::TableReader fields(table, "application");
  TRY_ASSIGN(result.name, fields.name("name", kLongestName));
  TRY_ASSIGN(const std::string kind, fields.string("kind", kLongestName));
  if (kind == "native") {
    TRY(read_native(fields, result));
  } else if (kind == "web") {
    result.kind = Application::kWeb;
    TRY(read_web(fields, result));
  } else {
    return toml::invalid(fields.find("kind")->line, "application.kind", "must be \"native\" or \"web\"");
  }
  TRY(fields.finish());
  return result;
}

Status read_applications(toml::TableReader& top, Terms& terms) {
  const toml::Value* all = top.find("application");
  if (all == nullptr) {
    return toml::invalid(top.line(), "[[application]]", "is missing; name what may be recorded");
  }
  if (all->kind != toml::Value::kArray || all->items.empty() || all->items.size() > kMostApplications) {
    return toml::invalid(all->line, "application", "must be 1 to {} [[application]] tables",
                         kMostApplications);
  }
  for (const toml::Value& item : all->items) {
    TRY_ASSIGN(Application application, read_application(item));
    for (const Application& other : terms.applications) {
      if (other.name != application.name) continue;
      return toml::invalid(item.line, "application.name", "“{}” is given twice", other.name);
    }
    terms.applications.push_back(std::move(application));
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

Result<Terms> read_terms(const toml::Value& text) {
  Terms terms;
  toml::TableReader top(text, "");
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
  auto text = toml::parse(toml);
  if (!text) return in_context("the agreement", std::move(text).error());
  auto terms = read_terms(*text);
  if (!terms) return in_context("the agreement", std::move(terms).error());
  return terms;
}

std::string_view zone_of(const Terms& terms) {
  return terms.hours ? std::string_view(terms.hours->zone) : std::string_view("UTC");
}

}  // namespace insyn::agreement
