#include "weekly_report/settings.h"

#include "toml/table_reader.h"

namespace insyn::weekly_report {
namespace {

using toml::TableReader;
using toml::Value;

constexpr std::size_t kLongestText = 1000;
constexpr std::size_t kLongestPath = 4096;
// Of a request: docs/opening.md.
constexpr std::size_t kLongestPurpose = 64;
constexpr std::size_t kLongestBecause = 500;

Result<Path> read_path(TableReader& table, const char* key, const Path& folder) {
  TRY_ASSIGN(const std::string text, table.path(key, kLongestPath));
  return folder / text;
}

Result<std::vector<Path>> read_paths(TableReader& table, const char* key, const Path& folder) {
  TRY_ASSIGN(const std::vector<std::string> texts, table.strings(key, kLongestPath));
  if (texts.empty()) return toml::invalid(table.line(), table.full_name(key), "is missing");
  std::vector<Path> paths;
  for (const std::string& one : texts) paths.push_back(folder / one);
  return paths;
}

Status read_server(TableReader& top, const Path& folder, Settings& into) {
  TRY_ASSIGN(into.server, top.string("server", kLongestText));
  if (top.find("authority") != nullptr) {
    TRY_ASSIGN(into.authority, read_path(top, "authority", folder));
  }
  TRY_ASSIGN(into.account, top.string("account", kLongestText));
  TRY_ASSIGN(into.passphrase, read_path(top, "passphrase_file", folder));
  return {};
}

Status read_ask(TableReader& top, const Path& folder, Settings& into) {
  TRY_ASSIGN(const Value* value, top.table("ask"));
  if (value == nullptr) return {};
  TableReader table(*value, "ask");
  AskSettings ask;
  TRY_ASSIGN(ask.purpose, table.string("purpose", kLongestPurpose));
  TRY_ASSIGN(ask.because, table.string("because", kLongestBecause));
  TRY_ASSIGN(into.key, read_path(table, "key", folder));
  into.ask = std::move(ask);
  return table.finish();
}

Status read_calls(TableReader& top, const Path& folder, Settings& into) {
  TRY_ASSIGN(const Value* value, top.table("calls"));
  if (value == nullptr) return fail(Code::kCorrupt, "there is no [calls]");
  TableReader table(*value, "calls");
  TRY_ASSIGN(into.files, read_paths(table, "files", folder));
  if (table.find("zone") != nullptr) {
    TRY_ASSIGN(into.zone, table.string("zone", kLongestText));
  }
  TRY_ASSIGN(into.columns, table.strings("columns", kLongestText));
  return table.finish();
}

}  // namespace

Result<Settings> parse_settings(std::string_view text, const Path& folder) {
  TRY_ASSIGN(const Value document, toml::parse(text));
  TableReader top(document, "");
  TRY(top.integer("insyn_insight", {1, 1}));
  Settings settings;
  TRY(read_server(top, folder, settings));
  TRY_ASSIGN(settings.agreement, read_path(top, "agreement", folder));
  TRY_ASSIGN(settings.pins, read_paths(top, "pins", folder));
  TRY_ASSIGN(settings.sign, read_path(top, "sign", folder));
  TRY_ASSIGN(const std::string language, top.string("language", 2, "sv"));
  const auto known = words::language_of(language);
  if (!known) return toml::invalid(top.line_of("language"), "language", "must be \"sv\" or \"en\"");
  settings.language = *known;
  TRY_ASSIGN(const std::int64_t minutes, top.integer("try_again_minutes", {1, 1440}, settings.pause.count()));
  settings.pause = std::chrono::minutes(minutes);
  TRY(read_calls(top, folder, settings));
  TRY(read_ask(top, folder, settings));
  TRY(top.finish());
  return settings;
}

}  // namespace insyn::weekly_report
