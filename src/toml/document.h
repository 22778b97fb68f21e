// A TOML text from outside as a plain tree that remembers its lines. The one file behind this header knows
// the TOML library.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"

namespace insyn {

struct TomlValue {
  enum Kind {
    kText,
    kInteger,
    kNumber,
    kTruth,
    kDate,     // a day without a place
    kInstant,  // a date-time with an offset
    kOther,    // a time, or a date-time without an offset
    kArray,
    kTable,
  };
  struct Key {
    std::string name;
    int line = 0;
  };

  Kind kind = kOther;
  int line = 0;
  std::string text;
  std::int64_t integer = 0;
  double number = 0;  // of kInteger too
  bool truth = false;
  std::chrono::year_month_day date{};
  Utc instant{};
  std::vector<TomlValue> items;  // of an array, or of a table
  std::vector<Key> keys;         // of a table: keys[i] names items[i]
};

// The text's top table. kCorrupt, with the line, where it is longer than 1 MiB, not UTF-8 or not TOML, has
// a character that changes how the text is shown, nests more than 32 deep, or has more than 2000 full stops:
// each may nest one table more, and depth is what exhausts the library before it can be counted.
Result<TomlValue> parse_toml(std::string_view text);

}  // namespace insyn
