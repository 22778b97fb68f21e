// Strict reading of one TOML table: the caller asks for each key by its type and bounds, and a key that was
// not asked for is an error. Messages start with the line.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "toml/document.h"

namespace insyn::toml {

struct IntegerRange {
  std::int64_t least;
  std::int64_t most;
};

// The error of a key with a wrong value, kCorrupt: "line <line>: <name> <what is wrong>".
template <class... Args>
Failure invalid(int line, std::string_view name, fmt::format_string<Args...> format, Args&&... args) {
  return fail(Code::kCorrupt, "line {}: {} {}", line, name, fmt::format(format, std::forward<Args>(args)...));
}

class TableReader {
 public:
  // `table`, a kTable, outlives the reader; `name` is what messages call it, "" for the top table.
  TableReader(const Value& table, std::string name) : table_(table), name_(std::move(name)) {}

  // The value of `key`, or null where it is missing. Either way finish() accepts the key.
  const Value* find(std::string_view key);

  // 1 to `limit` bytes without invisible characters (check_readable). Without a `fallback` the key is
  // required.
  Result<std::string> string(std::string_view key, std::size_t limit,
                             std::optional<std::string> fallback = {});
  // The same for a name, as check_name() has it, and for a file's path, as check_path() has it.
  Result<std::string> name(std::string_view key, std::size_t limit, std::optional<std::string> fallback = {});
  Result<std::string> path(std::string_view key, std::size_t limit);
  Result<std::int64_t> integer(std::string_view key, IntegerRange range,
                               std::optional<std::int64_t> fallback = {});
  // More than 0 and at most 1.
  Result<double> fraction(std::string_view key, double fallback);
  Result<bool> boolean(std::string_view key, bool fallback);
  // A list of 1 to 100 such strings without repetitions; empty where the key is missing.
  Result<std::vector<std::string>> strings(std::string_view key, std::size_t limit);
  // The table under `key`, or null where the key is missing.
  Result<const Value*> table(std::string_view key);

  // Calls `read` with each table under [[key]], in their order; there may be none.
  Status each_table(std::string_view key, const std::function<Status(const Value&)>& read);

  // An error where the table has a key that was not asked for.
  Status finish() const;

  int line() const { return table_.line; }
  // Of the key; of the table where it has none.
  int line_of(std::string_view key);
  // The key as messages name it: "recording.level".
  std::string full_name(std::string_view key) const;

 private:
  Result<const Value*> required(std::string_view key);

  const Value& table_;
  std::string name_;
  std::set<std::string, std::less<>> known_;
};

}  // namespace insyn::toml
