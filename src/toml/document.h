// TOML 1.0 (https://toml.io/en/v1.0.0): a text from outside as a plain tree that remembers its lines, and
// texts quoted for writing. Only this header's source knows the TOML library.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace insyn::toml {

struct Value {
  enum Kind {
    kString,
    kInteger,
    kFloat,
    kBoolean,
    kLocalDate,
    kOffsetDateTime,
    kOther,  // a local time or a local date-time
    kArray,
    kTable,
  };
  struct Key {
    std::string name;
    int line = 0;
  };

  Kind kind = kOther;
  int line = 0;
  std::string string;
  std::int64_t integer = 0;
  double number = 0;  // of kInteger and kFloat
  bool boolean = false;
  std::chrono::year_month_day date{};
  Utc instant{};             // of kOffsetDateTime
  std::vector<Value> items;  // of an array, or of a table
  std::vector<Key> keys;     // of a table: keys[i] names items[i]
};

// The text's top table. kCorrupt, with the line, where it is longer than 1 MiB, not UTF-8 or not TOML, has
// a character that changes how the text is shown, nests more than 32 deep, or has more than 2000 full stops:
// each may nest one table more, and depth is what exhausts the library before it can be counted.
Result<Value> parse(std::string_view text);

// `text`, which is UTF-8, as a TOML basic string with its quotes.
std::string quoted(std::string_view text);

}  // namespace insyn::toml
