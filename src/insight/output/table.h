// A table in the page.
#pragma once

#include <string>
#include <vector>

namespace insyn::insight {

struct Column {
  std::string name;
  bool number = false;
};

// Cells are text; the first of each row is its heading.
class HtmlTable {
 public:
  HtmlTable(std::string caption, std::vector<Column> columns);
  void row(const std::vector<std::string>& cells);
  bool empty() const { return rows_.empty(); }
  // Nothing where it has no row.
  std::string html() const;

 private:
  std::string caption_;
  std::vector<Column> columns_;
  std::string rows_;
};

}  // namespace insyn::insight
