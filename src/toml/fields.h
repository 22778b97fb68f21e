// Reading the keys of one TOML table strictly: each key is asked for once, by type and bounds, and one that
// nobody asked for is an error. Messages start with the line.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "toml/document.h"

namespace insyn {

struct WholeRange {
  std::int64_t least;
  std::int64_t most;
};

// kCorrupt: "line <line>: <name> <what is wrong>".
template <class... Args>
Failure wrong(int line, std::string_view name, fmt::format_string<Args...> format, Args&&... args) {
  return fail(Code::kCorrupt, "line {}: {} {}", line, name, fmt::format(format, std::forward<Args>(args)...));
}

class Fields {
 public:
  // `table`, a kTable, stays with the caller; `name` is what messages call it, "" for the top.
  Fields(const TomlValue& table, std::string name) : table_(table), name_(std::move(name)) {}

  // The value of `key`, or nothing; from then on the key is known.
  const TomlValue* find(std::string_view key);

  // Text of 1 to `limit` bytes that shows what it says. Without a `fallback` the key is required.
  Result<std::string> text(std::string_view key, std::size_t limit, std::optional<std::string> fallback = {});
  Result<std::int64_t> whole(std::string_view key, WholeRange range,
                             std::optional<std::int64_t> fallback = {});
  // More than 0, and 1 at most.
  Result<double> fraction(std::string_view key, double fallback);
  Result<bool> truth(std::string_view key, bool fallback);
  // A list of 1 to 100 such texts, none of them twice; empty where the key is not there.
  Result<std::vector<std::string>> texts(std::string_view key, std::size_t limit);
  // "age1…", and lists of those.
  Result<std::string> recipient(std::string_view key);
  Result<std::vector<std::string>> recipients(std::string_view key);
  // The table under `key`, or nothing where the key is not there.
  Result<const TomlValue*> table(std::string_view key);

  // An error where the table has a key that was not asked for.
  Status finish() const;

  int line() const { return table_.line; }
  // The key as messages name it: "recording.level".
  std::string full(std::string_view key) const;

 private:
  Result<const TomlValue*> required(std::string_view key);

  const TomlValue& table_;
  std::string name_;
  std::set<std::string, std::less<>> asked_;
};

}  // namespace insyn
