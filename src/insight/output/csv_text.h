// Rows as RFC 4180 has them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace insyn::insight {

// A text as a cell: quoted where it has to be, and with an apostrophe in front where a spreadsheet would take
// it for a formula.
std::string csv_cell(std::string_view text);

// Cells as a line.
std::string csv_row(const std::vector<std::string>& cells);

}  // namespace insyn::insight
