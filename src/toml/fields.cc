#include "toml/fields.h"

#include <algorithm>

#include "base/text.h"

namespace insyn {
namespace {

constexpr std::size_t kMostItems = 100;

Result<std::string> checked_text(const TomlValue& value, std::string_view name, std::size_t limit) {
  if (value.kind != TomlValue::kText) return wrong(value.line, name, "must be a text in quotes");
  const auto readable = check_readable(value.text, limit);
  if (!readable) return wrong(value.line, name, "{}", readable.error().message);
  return value.text;
}

Status check_recipient(int line, std::string_view name, const std::string& text) {
  if (looks_like_recipient(text)) return {};
  return wrong(line, name,
               "is no age recipient (age1 and 58 letters and digits); copy it from the .pub file");
}

}  // namespace

std::string Fields::full(std::string_view key) const {
  return name_.empty() ? std::string(key) : fmt::format("{}.{}", name_, key);
}

const TomlValue* Fields::find(std::string_view key) {
  asked_.emplace(key);
  for (std::size_t i = 0; i < table_.keys.size(); ++i) {
    if (table_.keys[i].name == key) return &table_.items[i];
  }
  return nullptr;
}

Result<const TomlValue*> Fields::required(std::string_view key) {
  const TomlValue* value = find(key);
  if (value == nullptr) return wrong(line(), full(key), "is missing; add it");
  return value;
}

Result<std::string> Fields::text(std::string_view key, std::size_t limit,
                                 std::optional<std::string> fallback) {
  if (fallback && find(key) == nullptr) return std::move(*fallback);
  TRY_ASSIGN(const TomlValue* value, required(key));
  return checked_text(*value, full(key), limit);
}

Result<std::int64_t> Fields::whole(std::string_view key, WholeRange range,
                                   std::optional<std::int64_t> fallback) {
  if (fallback && find(key) == nullptr) return *fallback;
  TRY_ASSIGN(const TomlValue* value, required(key));
  if (value->kind != TomlValue::kInteger) return wrong(value->line, full(key), "must be a whole number");
  if (value->integer < range.least || value->integer > range.most) {
    return wrong(value->line, full(key), "is {}; it must be {} to {}", value->integer, range.least,
                 range.most);
  }
  return value->integer;
}

Result<double> Fields::fraction(std::string_view key, double fallback) {
  const TomlValue* value = find(key);
  if (value == nullptr) return fallback;
  if (value->kind != TomlValue::kNumber && value->kind != TomlValue::kInteger) {
    return wrong(value->line, full(key), "must be a number");
  }
  const bool fits = value->number > 0 && value->number <= 1;
  if (!fits) return wrong(value->line, full(key), "must be more than 0 and at most 1");
  return value->number;
}

Result<bool> Fields::truth(std::string_view key, bool fallback) {
  const TomlValue* value = find(key);
  if (value == nullptr) return fallback;
  if (value->kind != TomlValue::kTruth) return wrong(value->line, full(key), "must be true or false");
  return value->truth;
}

Result<std::vector<std::string>> Fields::texts(std::string_view key, std::size_t limit) {
  std::vector<std::string> result;
  const TomlValue* value = find(key);
  if (value == nullptr) return result;
  if (value->kind != TomlValue::kArray || value->items.empty() || value->items.size() > kMostItems) {
    return wrong(value->line, full(key), "must be a list of 1 to {} texts", kMostItems);
  }
  for (const TomlValue& item : value->items) {
    TRY_ASSIGN(std::string text, checked_text(item, full(key), limit));
    if (std::find(result.begin(), result.end(), text) != result.end()) {
      return wrong(item.line, full(key), "has “{}” twice", text);
    }
    result.push_back(std::move(text));
  }
  return result;
}

Result<std::string> Fields::recipient(std::string_view key) {
  constexpr std::size_t kLimit = 62;
  const TomlValue* value = find(key);
  if (value == nullptr) return std::string();
  TRY_ASSIGN(std::string text, checked_text(*value, full(key), kLimit));
  TRY(check_recipient(value->line, full(key), text));
  return text;
}

Result<std::vector<std::string>> Fields::recipients(std::string_view key) {
  constexpr std::size_t kLimit = 62;
  TRY_ASSIGN(std::vector<std::string> all, texts(key, kLimit));
  for (const std::string& one : all) TRY(check_recipient(find(key)->line, full(key), one));
  return all;
}

Result<const TomlValue*> Fields::table(std::string_view key) {
  const TomlValue* value = find(key);
  if (value != nullptr && value->kind != TomlValue::kTable) {
    return wrong(value->line, full(key), "must be a table");
  }
  return value;
}

Status Fields::finish() const {
  for (const TomlValue::Key& key : table_.keys) {
    if (asked_.contains(key.name)) continue;
    const bool shown = check_readable(key.name, 100).has_value();
    return wrong(key.line, shown ? full(key.name) : full("a key"),
                 "is not a key of this format; remove it or correct its spelling");
  }
  return {};
}

}  // namespace insyn
