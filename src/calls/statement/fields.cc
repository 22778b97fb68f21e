#include "calls/statement/fields.h"

#include "base/text.h"
#include "toml/table_reader.h"

namespace insyn::calls {

Status check_word(std::string_view text, std::size_t limit) {
  TRY(check_readable(text, limit));
  if (text.front() == ' ' || text.back() == ' ') return fail(Code::kCorrupt, "has a space at an end");
  return {};
}

Result<std::string> read_word(toml::TableReader& fields, std::string_view key, std::size_t limit) {
  TRY_ASSIGN(std::string word, fields.string(key, limit));
  if (auto fine = check_word(word, limit); !fine)
    return toml::invalid(fields.find(key)->line, key, "{}", fine.error().message);
  return word;
}

Result<std::string> read_optional_word(toml::TableReader& fields, std::string_view key, std::size_t limit) {
  if (fields.find(key) == nullptr) return std::string();
  return read_word(fields, key, limit);
}

Result<std::uint64_t> read_sequence(toml::TableReader& fields, std::string_view key, std::uint64_t least) {
  TRY_ASSIGN(const std::int64_t number,
             fields.integer(key, {static_cast<std::int64_t>(least), std::int64_t{kLastSequence}}));
  return static_cast<std::uint64_t>(number);
}

Result<Utc> read_time(toml::TableReader& fields, std::string_view key) {
  const toml::Value* at = fields.find(key);
  if (at == nullptr || at->kind != toml::Value::kOffsetDateTime)
    return toml::invalid(fields.line(), key, "must be a date and time with an offset");
  return at->instant;
}

}  // namespace insyn::calls
