#include "calls/mapping/mapping.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "calls/mapping/private_names.h"
#include "calls/statement/fields.h"
#include "toml/document.h"
#include "toml/table_reader.h"

namespace insyn::calls {
namespace {

constexpr std::size_t kLongestName = 200;
constexpr std::size_t kLongestValue = 500;
constexpr std::size_t kMostNames = 5;
constexpr std::size_t kMostRules = 100;
constexpr std::size_t kMostConditions = 10;
constexpr std::size_t kMostRows = 20'000;

constexpr auto kMeanings = std::to_array<std::pair<const char*, What>>({{"offered", What::kOffered},
                                                                        {"connected", What::kConnected},
                                                                        {"held", What::kHeld},
                                                                        {"resumed", What::kResumed},
                                                                        {"ended", What::kEnded},
                                                                        {"wrap-up-over", What::kWrapUpOver},
                                                                        {"paused", What::kPaused},
                                                                        {"unpaused", What::kUnpaused}});

bool matches(std::string_view value, std::string_view pattern) {
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) return value == pattern;
  const std::string_view before = pattern.substr(0, star), after = pattern.substr(star + 1);
  return value.size() >= before.size() + after.size() && value.starts_with(before) && value.ends_with(after);
}

// One text, or a list of them.
Result<std::vector<std::string>> read_texts(const toml::Value& value, std::string_view name, std::size_t most,
                                            std::size_t limit) {
  std::vector<std::string> texts;
  const bool one = value.kind == toml::Value::kString;
  if (!one && (value.kind != toml::Value::kArray || value.items.empty() || value.items.size() > most))
    return toml::invalid(value.line, name, "must be a text, or a list of 1 to {}", most);
  for (const toml::Value& item : one ? std::vector<toml::Value>{value} : value.items) {
    if (item.kind != toml::Value::kString) return toml::invalid(item.line, name, "must be a text in quotes");
    if (auto fine = check_readable(item.string, limit); !fine)
      return toml::invalid(item.line, name, "{}", fine.error().message);
    texts.push_back(item.string);
  }
  return texts;
}

Status check_public(int line, std::string_view key, std::string_view name) {
  if (!is_private_name(name)) return {};
  return toml::invalid(
      line, key,
      "names “{}”, in which a caller's number or name stands, or what was dialled; no source "
      "reads that",
      name);
}

}  // namespace

class MappingReader {
 public:
  static Result<Mapping> read(std::string_view text) {
    TRY_ASSIGN(const toml::Value top, toml::parse(text));
    MappingReader reader;
    TRY(reader.read_top(top));
    return std::move(reader.mapping_);
  }

 private:
  using Names = Mapping::Names;

  Status read_top(const toml::Value& top) {
    toml::TableReader fields(top, "");
    TRY(fields.integer("insyn_call_mapping", {1, 1}));
    TRY_ASSIGN(mapping_.name_, fields.name("name", kLongestName));
    Mapping::Fields common;
    TRY_ASSIGN(const toml::Value* table, fields.table("fields"));
    if (table != nullptr) {
      toml::TableReader reader(*table, "fields");
      TRY(read_fields(reader, common));
      TRY(read_time_form(reader));
      TRY(reader.finish());
    }
    TRY(read_table(fields, "kinds", kLongestKind, mapping_.kinds_));
    TRY(read_table(fields, "queues", kLongestQueue, mapping_.queues_));
    TRY(read_table(fields, "outcomes", kLongestKind, mapping_.outcomes_));
    TRY(read_table(fields, "agents", kLongestNumber, mapping_.agents_));
    mapping_.agents_listed_ = fields.find("agents") != nullptr;
    TRY(read_customers(fields));
    TRY_ASSIGN(mapping_.agent_prefix_, fields.string("agent_prefix", kLongestName, ""));
    TRY(fields.each_table("event", [&](const toml::Value& event) { return read_rule(event, common); }));
    TRY(fields.finish());
    if (mapping_.rules_.empty() || mapping_.rules_.size() > kMostRules)
      return toml::invalid(fields.line(), "event", "must be 1 to {} [[event]] tables", kMostRules);
    return {};
  }

  Status read_names(toml::TableReader& reader, std::string_view key, Names& into) {
    const toml::Value* value = reader.find(key);
    if (value == nullptr) return {};
    TRY_ASSIGN(into, read_texts(*value, key, kMostNames, kLongestName));
    for (const std::string& name : into) TRY(check_public(value->line, key, name));
    mapping_.names_.insert(into.begin(), into.end());
    return {};
  }

  Status read_fields(toml::TableReader& reader, Mapping::Fields& into) {
    TRY(read_names(reader, "dialog", into.dialog));
    TRY(read_names(reader, "call", into.call));
    TRY(read_names(reader, "agent", into.agent));
    TRY(read_names(reader, "kind", into.kind));
    TRY(read_names(reader, "queue", into.queue));
    TRY(read_names(reader, "outcome", into.outcome));
    TRY(read_names(reader, "customer", into.customer));
    return read_names(reader, "time", into.time);
  }

  Status read_time_form(toml::TableReader& reader) {
    TRY_ASSIGN(const std::string form, reader.string("time_is", kLongestName, "rfc3339"));
    if (form == "rfc3339") return {};
    if (form != "seconds" && form != "milliseconds")
      return toml::invalid(reader.find("time_is")->line, "fields.time_is",
                           "must be \"rfc3339\", or \"seconds\" or \"milliseconds\" since 1970");
    mapping_.time_form_ = form == "seconds" ? Mapping::TimeForm::kSeconds : Mapping::TimeForm::kMilliseconds;
    return {};
  }

  static Status read_table(toml::TableReader& fields, std::string_view key, std::size_t limit,
                           Mapping::Table& into) {
    TRY_ASSIGN(const toml::Value* table, fields.table(key));
    if (table == nullptr) return {};
    if (table->keys.size() > kMostRows)
      return toml::invalid(table->line, key, "has more than {} rows", kMostRows);
    for (std::size_t i = 0; i < table->keys.size(); ++i) {
      const toml::Value& value = table->items[i];
      const bool text = value.kind == toml::Value::kString && check_word(value.string, limit).has_value();
      if (!text) return toml::invalid(value.line, key, "must be texts of 1 to {} bytes", limit);
      into.emplace(table->keys[i].name, value.string);
    }
    return {};
  }

  Status read_customers(toml::TableReader& fields) {
    TRY_ASSIGN(const toml::Value* table, fields.table("customers"));
    if (table == nullptr) return {};
    for (std::size_t i = 0; i < table->keys.size(); ++i) {
      if (table->items[i].kind != toml::Value::kBoolean)
        return toml::invalid(table->items[i].line, "customers", "must be true or false");
      mapping_.customers_.emplace(table->keys[i].name, table->items[i].boolean);
    }
    return {};
  }

  Status read_conditions(const toml::Value* when, int line, Mapping::Rule& into) {
    if (when == nullptr || when->keys.empty() || when->keys.size() > kMostConditions)
      return toml::invalid(line, "event.when", "must be a table of 1 to {} names and their values",
                           kMostConditions);
    for (std::size_t i = 0; i < when->keys.size(); ++i) {
      const std::string& name = when->keys[i].name;
      TRY(check_public(when->keys[i].line, "event.when", name));
      TRY_ASSIGN(std::vector<std::string> values,
                 read_texts(when->items[i], "event.when", kMostRules, kLongestValue));
      mapping_.names_.insert(name);
      into.when.push_back({name, std::move(values)});
    }
    return {};
  }

  Status read_rule(const toml::Value& event, const Mapping::Fields& common) {
    toml::TableReader reader(event, "event");
    Mapping::Rule rule;
    rule.fields = common;
    TRY_ASSIGN(const toml::Value* when, reader.table("when"));
    TRY(read_conditions(when, event.line, rule));
    TRY_ASSIGN(const std::string is, reader.string("is", kLongestName));
    const auto* found =
        std::find_if(kMeanings.begin(), kMeanings.end(), [&](const auto& m) { return m.first == is; });
    if (found == kMeanings.end() && is != "ignored")
      return toml::invalid(reader.find("is")->line, "event.is", "is “{}”, which no event is", is);
    if (found != kMeanings.end()) rule.is = found->second;
    TRY(read_fields(reader, rule.fields));
    TRY(reader.finish());
    const bool nameless =
        rule.is && rule.fields.dialog.empty() && rule.fields.agent.empty() && rule.fields.call.empty();
    if (nameless)
      return toml::invalid(event.line, "event",
                           "says neither whose call it is nor which one (dialog, call, agent)");
    mapping_.rules_.push_back(std::move(rule));
    return {};
  }

  Mapping mapping_;
};

Result<Mapping> Mapping::parse(std::string_view text) { return MappingReader::read(text); }

bool Mapping::tells(What what) const {
  return std::any_of(rules_.begin(), rules_.end(), [&](const Rule& rule) { return rule.is == what; });
}

bool Mapping::tells_customers() const {
  return std::any_of(rules_.begin(), rules_.end(),
                     [](const Rule& rule) { return rule.is && !rule.fields.customer.empty(); });
}

const Mapping::Rule* Mapping::rule_for(const Field& field) const {
  const auto fits = [&](const Condition& condition) {
    const auto value = field(condition.name);
    return value && std::any_of(condition.values.begin(), condition.values.end(),
                                [&](const std::string& one) { return matches(*value, one); });
  };
  const auto found = std::find_if(rules_.begin(), rules_.end(), [&](const Rule& rule) {
    return std::all_of(rule.when.begin(), rule.when.end(), fits);
  });
  return found == rules_.end() ? nullptr : &*found;
}

// "" for "": nobody was named.
std::optional<std::string> Mapping::number_of(const std::string& agent) const {
  if (agent.empty()) return agent;
  if (agents_listed_) {
    const auto found = agents_.find(agent);
    return found == agents_.end() ? std::nullopt : std::optional(found->second);
  }
  if (!agent.starts_with(agent_prefix_) || agent.size() == agent_prefix_.size()) return std::nullopt;
  return agent.substr(agent_prefix_.size());
}

std::optional<Utc> Mapping::time_of(const std::string& text) const {
  if (time_form_ == TimeForm::kRfc3339) return parse_rfc3339(text);
  std::int64_t count = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), count);
  constexpr std::int64_t kLatest = 253'402'300'799;  // the year 9999
  const std::int64_t most = time_form_ == TimeForm::kSeconds ? kLatest : kLatest * 1000;
  if (read.ec != std::errc() || read.ptr != text.data() + text.size() || count < 0 || count > most)
    return std::nullopt;
  if (time_form_ == TimeForm::kSeconds) return Utc(std::chrono::seconds(count));
  return Utc(std::chrono::milliseconds(count));
}

std::optional<Notice> Mapping::notice(const Field& field) const {
  const Rule* rule = rule_for(field);
  if (rule == nullptr || !rule->is) return std::nullopt;
  // Empty where one of the names has no value: half a name would be another's.
  const auto joined = [&](const Names& names) {
    std::string all;
    for (const std::string& name : names) {
      const auto value = field(name);
      if (!value || value->empty() || value->size() > kLongestValue) return std::string();
      all += (all.empty() ? "" : "/") + *value;
    }
    return all;
  };
  const auto looked_up = [&](const Names& names, const Table& table) {
    const auto found = table.find(joined(names));
    return found == table.end() ? std::string() : found->second;
  };
  const auto number = number_of(joined(rule->fields.agent));
  if (!number) return std::nullopt;
  Notice notice;
  notice.what = *rule->is;
  notice.number = *number;
  notice.dialog = joined(rule->fields.dialog);
  notice.call = joined(rule->fields.call);
  notice.kind = looked_up(rule->fields.kind, kinds_);
  notice.queue = looked_up(rule->fields.queue, queues_);
  notice.outcome = looked_up(rule->fields.outcome, outcomes_);
  const auto customer = customers_.find(joined(rule->fields.customer));
  if (customer != customers_.end()) notice.with_customer = customer->second;
  notice.at = time_of(joined(rule->fields.time));
  if (notice.dialog.empty() && notice.number.empty() && notice.call.empty()) return std::nullopt;
  return notice;
}

}  // namespace insyn::calls
