#include "words/document.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/check.h"

namespace insyn::words {
namespace {

// Whatever could be markup has a backslash before it, and line ends are spaces: they could begin a new part.
std::string escaped(std::string_view text) {
  constexpr std::string_view kMarkup = "\\`*_[]<>|&", kAtTheBeginning = "#+-=~";
  std::string safe;
  for (const char c : text) {
    const bool blank = c == '\n' || c == '\r' || c == '\t' || c == ' ';
    if (blank && safe.empty()) continue;
    if (kMarkup.find(c) != std::string_view::npos) safe.push_back('\\');
    if (safe.empty() && kAtTheBeginning.find(c) != std::string_view::npos) safe.push_back('\\');
    safe.push_back(blank ? ' ' : c);
  }
  // "1." would begin a list.
  const std::size_t digits = std::min(safe.find_first_not_of("0123456789"), safe.size());
  if (digits > 0 && digits < safe.size() && (safe[digits] == '.' || safe[digits] == ')'))
    safe.insert(digits, "\\");
  // A heading's last ones would be taken for its end.
  for (std::size_t end = safe.size(); end > 0 && safe[end - 1] == '#'; --end) safe.insert(end - 1, "\\");
  return safe;
}

}  // namespace

void Document::title(std::string_view text) {
  CHECK(parts_.empty());
  put(Kind::kTitle, text);
}
void Document::heading(std::string_view text) { put(Kind::kHeading, text); }
void Document::line(std::string_view text) { put(Kind::kLine, text); }
void Document::item(std::string_view text) { put(Kind::kItem, text); }
void Document::blank(std::string_view text) { put(Kind::kBlank, text); }
void Document::row(std::vector<std::string> cells) {
  const bool goes_on = !parts_.empty() && parts_.back().kind == Kind::kRow;
  CHECK(!goes_on || parts_.back().cells.size() == cells.size());
  parts_.push_back({Kind::kRow, std::move(cells)});
}

void Document::add(const Document& other) {
  for (const Part& part : other.parts_)
    if (part.kind != Kind::kTitle) parts_.push_back(part);
}

bool Document::begins_table(std::size_t part) const {
  return parts_[part].kind == Kind::kRow && (part == 0 || parts_[part - 1].kind != Kind::kRow);
}

const char* name_of(Document::Kind kind) {
  switch (kind) {
    case Document::Kind::kTitle:
      return "title";
    case Document::Kind::kHeading:
      return "heading";
    case Document::Kind::kLine:
      return "line";
    case Document::Kind::kItem:
      return "item";
    case Document::Kind::kBlank:
      return "blank";
    case Document::Kind::kRow:
      break;
  }
  return "row";
}

std::string Document::plain_text() const {
  std::string text;
  for (const Part& part : parts_) {
    switch (part.kind) {
      case Kind::kTitle:
      case Kind::kHeading:
        if (!text.empty()) text.push_back('\n');
        text += part.cells.front() + "\n";
        break;
      case Kind::kLine:
        text += "  " + part.cells.front() + "\n";
        break;
      case Kind::kItem:
        text += "  • " + part.cells.front() + "\n";
        break;
      case Kind::kBlank:
        text += "  [" + part.cells.front() + "]\n";
        break;
      case Kind::kRow:
        text += fmt::format("  {}\n", fmt::join(part.cells, " · "));
        break;
    }
  }
  return text;
}

std::string Document::markdown() const {
  std::string text;
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    const Part& part = parts_[i];
    const bool same = i > 0 && parts_[i - 1].kind == part.kind;
    const bool together = same && (part.kind == Kind::kItem || part.kind == Kind::kRow);
    if (i > 0 && !together) text.push_back('\n');
    const std::string first = escaped(part.cells.front());
    switch (part.kind) {
      case Kind::kTitle:
        text += "# " + first + "\n";
        break;
      case Kind::kHeading:
        text += "## " + first + "\n";
        break;
      case Kind::kLine:
        text += first + "\n";
        break;
      case Kind::kItem:
        text += "- " + first + "\n";
        break;
      case Kind::kBlank:
        text += "**\\[" + first + "\\]**\n";
        break;
      case Kind::kRow: {
        text += "|";
        for (const std::string& cell : part.cells) text += " " + escaped(cell) + " |";
        text += "\n";
        if (!begins_table(i)) break;
        text += "|";
        for (std::size_t cell = 0; cell < part.cells.size(); ++cell) text += " --- |";
        text += "\n";
        break;
      }
    }
  }
  return text;
}

}  // namespace insyn::words
