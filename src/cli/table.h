// Columns that line up.
#pragma once

#include <string>
#include <vector>

namespace insyn::cli {

class Table {
 public:
  enum Side { kLeft, kRight };

  // One side for each column; the texts of a column that says kRight end at the same place.
  explicit Table(std::vector<Side> columns) : sides_(std::move(columns)) {}

  // As many texts as there are columns, or fewer.
  void row(std::vector<std::string> texts) { rows_.push_back(std::move(texts)); }
  bool empty() const { return rows_.empty(); }
  // One line per row, without the last line's end. `indent` spaces before each.
  std::string text(std::size_t indent = 0) const;

 private:
  std::vector<Side> sides_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace insyn::cli
