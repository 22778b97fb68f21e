#include "tray/settings.h"

#include <filesystem>

#include "toml/table_reader.h"

namespace insyn::tray {
namespace {

constexpr std::size_t kLargest = 64 * 1024;
constexpr std::size_t kLongestKey = 100;

Result<Settings> parse(const std::string& text) {
  TRY_ASSIGN(const toml::Value document, toml::parse(text));
  toml::TableReader reader(document, "");
  Settings settings;
  TRY_ASSIGN(const std::string key, reader.string("pause_key", kLongestKey, settings.pause_key.name));
  TRY(reader.finish());
  auto parsed = parse_key_combination(key);
  if (!parsed)
    return toml::invalid(reader.find("pause_key")->line, "pause_key", "{}", parsed.error().message);
  settings.pause_key = *std::move(parsed);
  return settings;
}

}  // namespace

Result<Settings> read_settings(const Path& file) {
  std::error_code missing;
  if (!std::filesystem::exists(file, missing)) return Settings();
  TRY_ASSIGN(const std::string text, read_text(file, kLargest));
  auto settings = parse(text);
  if (!settings) return fail(settings.error().code, "{}: {}", file.string(), settings.error().message);
  return settings;
}

}  // namespace insyn::tray
