#include "agreement/centre.h"

#include "agreement/longest.h"
#include "toml/table_reader.h"

namespace insyn::agreement {
namespace {

constexpr std::size_t kLongestKey = 400;
constexpr std::size_t kMostSources = 20;
constexpr std::size_t kMostWitnesses = 20;

Result<note::Verifier> parse_key(int line, std::string_view name, std::string_view text) {
  auto key = note::Verifier::parse(text);
  if (key) return key;
  return toml::invalid(line, name, "{}; copy it from the .pub file (sign = …)", key.error().message);
}

Result<CallSource> read_call_source(const toml::Value& table) {
  if (table.kind != toml::Value::kTable) {
    return toml::invalid(table.line, "call_source", "must be [[call_source]]");
  }
  toml::TableReader fields(table, "call_source");
  TRY_ASSIGN(std::string name, fields.name("name", kLongestName));
  TRY_ASSIGN(const std::string text, fields.string("key", kLongestKey));
  TRY_ASSIGN(note::Verifier key, parse_key(fields.find("key")->line, "call_source.key", text));
  TRY_ASSIGN(const std::int64_t lease, fields.integer("lease_seconds", {2, 60}, 5));
  TRY(fields.finish());
  return CallSource{std::move(name), std::move(key), static_cast<int>(lease)};
}

}  // namespace

Result<std::vector<CallSource>> read_call_sources(toml::TableReader& top) {
  std::vector<CallSource> sources;
  const toml::Value* all = top.find("call_source");
  if (all == nullptr) return sources;
  if (all->kind != toml::Value::kArray || all->items.empty() || all->items.size() > kMostSources) {
    return toml::invalid(all->line, "call_source", "must be 1 to {} [[call_source]] tables", kMostSources);
  }
  for (const toml::Value& item : all->items) {
    TRY_ASSIGN(CallSource source, read_call_source(item));
    for (const CallSource& other : sources) {
      if (other.name != source.name && other.key != source.key) continue;
      return toml::invalid(item.line, "call_source", "“{}” has the name or the key of another one",
                           source.name);
    }
    sources.push_back(std::move(source));
  }
  return sources;
}

Result<std::optional<Ledger>> read_ledger(toml::TableReader& top) {
  TRY_ASSIGN(const toml::Value* section, top.table("ledger"));
  if (section == nullptr) return std::optional<Ledger>();
  toml::TableReader fields(*section, "ledger");
  TRY_ASSIGN(std::string origin, fields.name("origin", kLongestName));
  TRY_ASSIGN(const std::string text, fields.string("key", kLongestKey));
  TRY_ASSIGN(note::Verifier key, parse_key(fields.find("key")->line, "ledger.key", text));
  TRY_ASSIGN(const std::vector<std::string> texts, fields.strings("witnesses", kLongestKey));
  if (texts.empty() || texts.size() > kMostWitnesses) {
    return toml::invalid(section->line, "ledger.witnesses",
                         "must be a list of 1 to {} keys: at least one of the "
                         "union's",
                         kMostWitnesses);
  }
  std::vector<note::Verifier> witnesses;
  for (const std::string& one : texts) {
    TRY_ASSIGN(note::Verifier witness, parse_key(fields.find("witnesses")->line, "ledger.witnesses", one));
    witnesses.push_back(std::move(witness));
  }
  TRY_ASSIGN(const std::int64_t grace, fields.integer("grace_hours", {1, 24}, 4));
  TRY(fields.finish());
  return std::optional(
      Ledger{std::move(origin), std::move(key), std::move(witnesses), static_cast<int>(grace)});
}

}  // namespace insyn::agreement
