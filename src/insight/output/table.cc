#include "insight/output/table.h"

#include <fmt/format.h>

#include "insight/output/html.h"

namespace insyn::insight {

HtmlTable::HtmlTable(std::string caption, std::vector<Column> columns)
    : caption_(std::move(caption)), columns_(std::move(columns)) {}

void HtmlTable::row(const std::vector<std::string>& cells) {
  rows_ += "<tr>";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const char* const side = columns_[i].number ? R"( class="n")" : "";
    rows_ += i == 0 ? fmt::format(R"(<th scope="row"{}>{}</th>)", side, escaped(cells[i]))
                    : fmt::format("<td{}>{}</td>", side, escaped(cells[i]));
  }
  rows_ += "</tr>\n";
}

std::string HtmlTable::html() const {
  if (empty()) return "";
  std::string head;
  for (const Column& column : columns_)
    head += fmt::format(R"(<th scope="col"{}>{}</th>)", column.number ? R"( class="n")" : "",
                        escaped(column.name));
  return fmt::format(
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\"><table><caption>{0}</caption>"
      "<thead><tr>{1}</tr></thead>\n<tbody>\n{2}</tbody></table></div>\n",
      escaped(caption_), head, rows_);
}

}  // namespace insyn::insight
