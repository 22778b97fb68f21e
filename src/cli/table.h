// A table of aligned columns.
#pragma once

#include <string>
#include <vector>

namespace insyn::cli {

class Table {
 public:
  enum Side { kLeft, kRight };

  // The alignment of each column.
  explicit Table(std::vector<Side> columns) : sides_(std::move(columns)) {}

  // Adds a row of at most as many texts as there are columns.
  void row(std::vector<std::string> texts) { rows_.push_back(std::move(texts)); }
  bool empty() const { return rows_.empty(); }
  // One line for each row, indented by `indent` spaces, without a line end after the last.
  std::string text(std::size_t indent = 0) const;

 private:
  std::vector<Side> sides_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace insyn::cli
