#include "note/recipient.h"

namespace insyn::note {
namespace {

constexpr std::string_view kPrefix = "age1";
constexpr std::size_t kLength = kPrefix.size() + 58;

Status check_recipient(int line, std::string_view name, std::string_view text) {
  if (looks_like_recipient(text)) return {};
  return toml::invalid(
      line, name, "is not an age recipient (age1 and 58 letters and digits); copy it from the .pub file");
}

}  // namespace

bool looks_like_recipient(std::string_view text) {
  constexpr std::string_view kAlphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  if (text.size() != kLength || !text.starts_with(kPrefix)) return false;
  return text.find_first_not_of(kAlphabet, kPrefix.size()) == std::string_view::npos;
}

Result<std::string> read_recipient(toml::TableReader& table, std::string_view key) {
  const toml::Value* value = table.find(key);
  if (value == nullptr) return std::string();
  TRY_ASSIGN(std::string text, table.string(key, kLength));
  TRY(check_recipient(value->line, table.full_name(key), text));
  return text;
}

Result<std::vector<std::string>> read_recipients(toml::TableReader& table, std::string_view key) {
  TRY_ASSIGN(std::vector<std::string> all, table.strings(key, kLength));
  for (const std::string& one : all) TRY(check_recipient(table.find(key)->line, table.full_name(key), one));
  return all;
}

}  // namespace insyn::note
