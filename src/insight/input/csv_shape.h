// What the first lines of a CSV file say of those below them.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "insight/input/columns.h"

namespace insyn::insight {

// What split_csv() says of a line that ends within a quoted cell.
inline constexpr std::size_t kOpenQuote = static_cast<std::size_t>(-1);

// The cells of a line, and how many there are. kOpenQuote where a quote is not closed; 0 where something
// stands behind one, or there are more than fit into `cells`. Views point into `line` or `scratch`.
std::size_t split_csv(std::string_view line, char separator, std::string& scratch,
                      std::span<std::string_view> cells);

class CsvShape {
 public:
  // From the beginning of a file, which holds its first lines whole: names of columns, parted by commas,
  // semicolons, tabs or bars, and before them perhaps empty lines and Excel's "sep=;". kCorrupt where the
  // columns are neither those of events nor those of calls; docs/insight-input.md has both.
  static Result<CsvShape> parse(std::string_view head, const ColumnNames& said = {});

  char separator() const { return separator_; }
  char line_end() const { return line_end_; }
  std::size_t columns() const { return columns_; }
  // The number of lines before the first row.
  std::uint64_t lines_of_head() const { return lines_of_head_; }
  bool has_calls() const { return has_calls_; }
  bool has_events() const { return has_events_; }
  // Whether rows belong together, so that one thread has to read them all.
  bool rows_depend() const { return (has_calls_ && has_events_) || has(Field::kTransition); }
  // Whether an activity is one of Insyn's events, or else the name of a screen that was shown.
  bool names_events() const { return has(Field::kEvent) || has(Field::kObject); }

  static constexpr std::size_t kNone = 999;
  std::size_t column_of(Field field) const { return column_of_[static_cast<std::size_t>(field)]; }
  bool has(Field field) const { return column_of(field) != kNone; }

  // The fields whose columns a person had named.
  std::vector<Field> said() const;
  // "calls as CSV, parted by “;”: call (“Samtal”), agent, …; not read: “Mood”".
  std::string in_words() const;

 private:
  Status understand(std::string_view header, const ColumnNames& said);
  std::optional<std::uint64_t> line_of_names(std::string_view head, const ColumnNames& said) const;
  Status take_names(std::string_view header, const ColumnNames& said);
  Status check_needs() const;
  std::string seen() const;

  char separator_ = ',';
  char line_end_ = '\n';
  std::size_t columns_ = 0;
  std::uint64_t lines_of_head_ = 1;
  bool has_calls_ = false;
  bool has_events_ = false;
  std::array<std::size_t, kFields> column_of_{};
  std::array<Certainty, kFields> certainty_{};
  std::vector<std::string> names_;  // as they stand in the file, shortened and printable
};

}  // namespace insyn::insight
