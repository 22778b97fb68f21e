// Comma-separated values (RFC 4180). Several threads read one file, as long as no cell in it holds a line
// end; a quote that is never closed costs one row.
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
  // A line without its end, which may lie within a quoted cell.
  void line(std::string_view text, std::uint64_t number);
  // After the last line.
  void finish();
  // Whether a line ended within a cell: then what follows depends on what stood before.
  bool saw_open_quote() const { return saw_open_quote_; }
  static constexpr std::size_t kLongestLine = std::size_t{1} << 16;

 private:
  enum class Quotes { kMayStayOpen, kEndWithTheLine };
  void row(std::string_view text, std::uint64_t number, Quotes quotes);
  void go_on(std::string_view text);
  void give_up();
  std::size_t split(std::string_view text);
  std::string_view cell(Field field) const;
  void event(std::uint64_t number);
  void call(std::uint64_t number);
  void call_once(std::uint64_t number);

  const CsvShape& shape_;
  LogPart& part_;
  std::string scratch_;
  // Lines of a row of which a quote is not closed yet, and where the first of them stands.
  std::string open_;
  std::uint64_t open_at_ = 0;
  bool saw_open_quote_ = false;
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
