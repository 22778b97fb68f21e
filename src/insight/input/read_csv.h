// Comma-separated values (RFC 4180), but a cell holds no line end: several threads can read one file, and a
// quote that is not closed costs one row.
#pragma once

#include <set>
#include <string>
#include <unordered_map>

#include "insight/input/csv_shape.h"
#include "insight/input/lifecycle.h"
#include "insight/input/read_options.h"
#include "insight/input/source.h"

namespace insyn::insight {

class CsvRows {
 public:
  // Both outlive this.
  CsvRows(const CsvShape& shape, LogPart& part) : shape_(shape), part_(part), cells_(shape.columns()) {}
  // A line without its end.
  void line(std::string_view text, std::uint64_t number);
  // After the last line.
  void finish();
  static constexpr std::size_t kLongestLine = std::size_t{1} << 16;

 private:
  std::string_view cell(Field field) const;
  void event(std::uint64_t number);
  void call(std::uint64_t number);
  void call_once(std::uint64_t number);

  const CsvShape& shape_;
  LogPart& part_;
  std::string scratch_;
  std::vector<std::string_view> cells_;
  // Of tables with transitions: what is known of each call's activities.
  std::unordered_map<std::string, std::vector<Step>> steps_;
  // Of tables that repeat a call's facts in each of its rows: what the first said.
  std::unordered_map<std::string, std::string> facts_;
};

// Reads `source`, the `number`th file, on all cores where it can be read from any place. Adds its parts to
// `parts`. A row that cannot be taken is counted in its part; an error says why the file cannot be read at
// all. `understood` says how it was read, and `found` gets the fields whose columns a person had named.
Status read_csv(const Path& file, const Source& source, std::uint32_t number, const ReadOptions& options,
                Progress& progress, std::vector<LogPart>& parts, std::string& understood,
                std::set<Field>& found);

// The same of a text, on one thread: for tests.
Status read_csv_text(std::string_view text, LogPart& part);

}  // namespace insyn::insight
