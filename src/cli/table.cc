#include "cli/table.h"

#include <algorithm>

#include "cli/printable.h"

namespace insyn::cli {
namespace {

constexpr std::size_t kBetween = 2;

std::string padding(std::size_t have, std::size_t want) {
  return std::string(want - std::min(have, want), ' ');
}

}  // namespace

std::string Table::text(std::size_t indent) const {
  std::vector<std::size_t> widths(sides_.size(), 0);
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < std::min(row.size(), widths.size()); ++i)
      widths[i] = std::max(widths[i], columns_of(row[i]));
  }
  std::string result;
  for (const auto& row : rows_) {
    std::string line(indent, ' ');
    for (std::size_t i = 0; i < std::min(row.size(), widths.size()); ++i) {
      if (i > 0) line += std::string(kBetween, ' ');
      const std::string space = padding(columns_of(row[i]), widths[i]);
      line += sides_[i] == kRight ? space + row[i] : row[i] + space;
    }
    line.erase(line.find_last_not_of(' ') + 1);
    if (!result.empty()) result += '\n';
    result += line;
  }
  return result;
}

}  // namespace insyn::cli
