#include "tray/settings.h"

#include <filesystem>

#include "toml/table_reader.h"

namespace insyn::tray {
namespace {

constexpr std::size_t kLargest = 64 * 1024;
constexpr std::size_t kLongestKey = 100;
constexpr const char* kPauseKey = "pause_key";
constexpr const char* kDidNotHelpKey = "did_not_help_key";

template <class Keys>
Status read_keys(toml::TableReader& reader, const char* name,
                 Result<Keys> (*parse_keys)(std::string_view text), Keys& keys) {
  if (reader.find(name) == nullptr) return {};
  TRY_ASSIGN(const std::string text, reader.string(name, kLongestKey));
  auto parsed = parse_keys(text);
  if (!parsed) return toml::invalid(reader.line_of(name), name, "{}", parsed.error().message);
  keys = *std::move(parsed);
  return {};
}

Result<Settings> parse(const std::string& text) {
  TRY_ASSIGN(const toml::Value document, toml::parse(text));
  toml::TableReader reader(document, "");
  Settings settings;
  TRY(read_keys(reader, kPauseKey, parse_key_combination, settings.pause_key));
  TRY(read_keys(reader, kDidNotHelpKey, parse_key_or_none, settings.did_not_help_key));
  TRY(reader.finish());
  if (auto apart = keep_keys_apart(settings); !apart)
    return toml::invalid(reader.line_of(kDidNotHelpKey), kDidNotHelpKey, "{}", apart.error().message);
  return settings;
}

}  // namespace

Result<std::optional<KeyCombination>> parse_key_or_none(std::string_view text) {
  if (text == "none") return std::optional<KeyCombination>();
  TRY_ASSIGN(KeyCombination keys, parse_key_combination(text));
  return std::optional(std::move(keys));
}

Status keep_keys_apart(Settings& settings) {
  if (settings.did_not_help_key != settings.pause_key) return {};
  if (settings.did_not_help_key != usual_did_not_help_key())
    return fail(Code::kPermanent, "{} pauses already; take other keys, or none", settings.pause_key.name);
  settings.did_not_help_key.reset();
  return {};
}

Result<Settings> read_settings(const Path& file) {
  std::error_code missing;
  if (!std::filesystem::exists(file, missing)) return Settings();
  TRY_ASSIGN(const std::string text, read_text(file, kLargest));
  auto settings = parse(text);
  if (!settings) return fail(settings.error().code, "{}: {}", file.string(), settings.error().message);
  return settings;
}

}  // namespace insyn::tray
