// Comma-separated values (RFC 4180), but a cell holds no line end: several threads can read one file, and a
// quote that is not closed costs one row.
#pragma once

#include <array>
#include <string>

#include "base/progress.h"
#include "insight/input/log_part.h"
#include "os/file.h"

namespace insyn::insight {

// What the first line says of those below it.
class CsvShape {
 public:
  // Names of columns, parted by commas, semicolons or tabs. kCorrupt where they are neither those of events
  // nor those of calls; docs/insight-input.md has both.
  static Result<CsvShape> parse(std::string_view header);

  char separator() const { return separator_; }
  std::size_t columns() const { return columns_; }
  bool is_calls() const { return is_calls_; }
  // Columns whose names mean nothing here.
  const std::vector<std::string>& ignored() const { return ignored_; }

 private:
  friend class CsvRows;
  static constexpr std::size_t kFields = 16;
  static constexpr std::size_t kNone = 999;

  char separator_ = ',';
  std::size_t columns_ = 0;
  bool is_calls_ = false;
  std::array<std::size_t, kFields> column_of_{};  // of each field of the row's kind
  std::vector<std::string> ignored_;
};

// The cells of a line, and how many there are. 0 where a quote is not closed, something stands behind one, or
// there are more than fit into `cells`. Views point into `line` or `scratch`.
std::size_t split_csv(std::string_view line, char separator, std::string& scratch,
                      std::span<std::string_view> cells);

class CsvRows {
 public:
  // Both outlive this.
  CsvRows(const CsvShape& shape, LogPart& part) : shape_(shape), part_(part), cells_(shape.columns()) {}
  // A line without its end.
  void line(std::string_view text, std::uint64_t number);
  static constexpr std::size_t kLongestLine = std::size_t{1} << 16;

 private:
  std::string_view cell(std::size_t field) const;
  void event(std::uint64_t number);
  void call(std::uint64_t number);

  const CsvShape& shape_;
  LogPart& part_;
  std::string scratch_;
  std::vector<std::string_view> cells_;
};

// Reads `file`, the `number`th, on all cores. Adds its parts to `parts`, and to `remarks` what a person
// should know. A row that cannot be taken is counted in its part; an error says why the file cannot be read
// at all.
Status read_csv(const Path& file, std::uint32_t number, Progress& progress, std::vector<LogPart>& parts,
                std::vector<std::string>& remarks);

// The same of a file's text, on one thread: for tests.
Status read_csv_text(std::string_view text, LogPart& part);

}  // namespace insyn::insight
