#include "toml/table_reader.h"

#include <algorithm>

#include "base/name.h"
#include "base/text.h"

namespace insyn::toml {
namespace {

constexpr std::size_t kMostItems = 100;

Result<std::string> checked_string(const Value& value, std::string_view name, std::size_t limit) {
  if (value.kind != Value::kString) return invalid(value.line, name, "must be a text in quotes");
  const auto readable = check_readable(value.string, limit);
  if (!readable) return invalid(value.line, name, "{}", readable.error().message);
  return value.string;
}

}  // namespace

int TableReader::line_of(std::string_view key) {
  const Value* value = find(key);
  return value == nullptr ? line() : value->line;
}

std::string TableReader::full_name(std::string_view key) const {
  return name_.empty() ? std::string(key) : fmt::format("{}.{}", name_, key);
}

const Value* TableReader::find(std::string_view key) {
  known_.emplace(key);
  for (std::size_t i = 0; i < table_.keys.size(); ++i) {
    if (table_.keys[i].name == key) return &table_.items[i];
  }
  return nullptr;
}

Result<const Value*> TableReader::required(std::string_view key) {
  const Value* value = find(key);
  if (value == nullptr) return invalid(line(), full_name(key), "is missing; add it");
  return value;
}

Result<std::string> TableReader::string(std::string_view key, std::size_t limit,
                                        std::optional<std::string> fallback) {
  if (fallback && find(key) == nullptr) return std::move(*fallback);
  TRY_ASSIGN(const Value* value, required(key));
  return checked_string(*value, full_name(key), limit);
}

Result<std::string> TableReader::name(std::string_view key, std::size_t limit,
                                      std::optional<std::string> fallback) {
  if (fallback && find(key) == nullptr) return std::move(*fallback);
  TRY_ASSIGN(std::string text, string(key, limit));
  if (auto fine = check_name(text, limit); !fine) {
    return invalid(find(key)->line, full_name(key), "{}", fine.error().message);
  }
  return text;
}

Result<std::string> TableReader::path(std::string_view key, std::size_t limit) {
  TRY_ASSIGN(std::string text, string(key, limit));
  if (auto fine = check_path(text, limit); !fine) {
    return invalid(find(key)->line, full_name(key), "{}", fine.error().message);
  }
  return text;
}

Result<std::int64_t> TableReader::integer(std::string_view key, IntegerRange range,
                                          std::optional<std::int64_t> fallback) {
  if (fallback && find(key) == nullptr) return *fallback;
  TRY_ASSIGN(const Value* value, required(key));
  if (value->kind != Value::kInteger) return invalid(value->line, full_name(key), "must be a whole number");
  if (value->integer < range.least || value->integer > range.most) {
    return invalid(value->line, full_name(key), "is {}; it must be {} to {}", value->integer, range.least,
                   range.most);
  }
  return value->integer;
}

Result<double> TableReader::fraction(std::string_view key, double fallback) {
  const Value* value = find(key);
  if (value == nullptr) return fallback;
  if (value->kind != Value::kFloat && value->kind != Value::kInteger) {
    return invalid(value->line, full_name(key), "must be a number");
  }
  const bool fits = value->number > 0 && value->number <= 1;
  if (!fits) return invalid(value->line, full_name(key), "must be more than 0 and at most 1");
  return value->number;
}

Result<bool> TableReader::boolean(std::string_view key, bool fallback) {
  const Value* value = find(key);
  if (value == nullptr) return fallback;
  if (value->kind != Value::kBoolean) return invalid(value->line, full_name(key), "must be true or false");
  return value->boolean;
}

Result<std::vector<std::string>> TableReader::strings(std::string_view key, std::size_t limit) {
  std::vector<std::string> result;
  const Value* value = find(key);
  if (value == nullptr) return result;
  if (value->kind != Value::kArray || value->items.empty() || value->items.size() > kMostItems) {
    return invalid(value->line, full_name(key), "must be a list of 1 to {} texts", kMostItems);
  }
  for (const Value& item : value->items) {
    TRY_ASSIGN(std::string text, checked_string(item, full_name(key), limit));
    if (std::find(result.begin(), result.end(), text) != result.end()) {
      return invalid(item.line, full_name(key), "has “{}” twice", text);
    }
    result.push_back(std::move(text));
  }
  return result;
}

Result<const Value*> TableReader::table(std::string_view key) {
  const Value* value = find(key);
  if (value != nullptr && value->kind != Value::kTable) {
    return invalid(value->line, full_name(key), "must be a table");
  }
  return value;
}

Status TableReader::each_table(std::string_view key, const std::function<Status(const Value&)>& read) {
  const Value* all = find(key);
  if (all == nullptr) return {};
  const std::string name = full_name(key);
  if (all->kind != Value::kArray) return invalid(all->line, name, "must be [[{}]] tables", name);
  for (const Value& item : all->items) {
    if (item.kind != Value::kTable) return invalid(item.line, name, "must be [[{}]]", name);
    TRY(read(item));
  }
  return {};
}

Status TableReader::finish() const {
  for (const Value::Key& key : table_.keys) {
    if (known_.contains(key.name)) continue;
    const bool shown = check_readable(key.name, 100).has_value();
    return invalid(key.line, shown ? full_name(key.name) : full_name("a key"),
                   "is not a key of this format; remove it or correct its spelling");
  }
  return {};
}

}  // namespace insyn::toml
