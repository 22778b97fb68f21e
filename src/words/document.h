// A text for people, kept as what its parts are until it is written out for a terminal or a word processor.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace insyn::words {

class Document {
 public:
  enum class Kind { kTitle, kHeading, kLine, kItem, kBlank, kRow };
  struct Part {
    Kind kind;
    std::vector<std::string> cells;  // one, but for a row
  };

  // Of the whole document; the first part, where there is one.
  void title(std::string_view text);
  void heading(std::string_view text);
  void line(std::string_view text);
  void item(std::string_view text);
  // For people to fill in: what belongs there.
  void blank(std::string_view text);
  // Of a table. The first row that follows another part has the columns' names; each has as many cells.
  void row(std::vector<std::string> cells);
  // The parts of another document behind these, but for its title.
  void add(const Document& other);

  const std::vector<Part>& parts() const { return parts_; }
  // Headings with indented lines below them; UTF-8.
  std::string plain_text() const;
  // CommonMark with pipe tables, which pandoc reads as commonmark+pipe_tables. Texts are shown as they are,
  // whatever they contain: nothing in them is markup, a link or HTML.
  std::string markdown() const;

 private:
  void put(Kind kind, std::string_view text) { parts_.push_back({kind, {std::string(text)}}); }
  bool begins_table(std::size_t part) const;

  std::vector<Part> parts_;
};

// "title", "heading", "line", "item", "blank", "row".
const char* name_of(Document::Kind kind);

}  // namespace insyn::words
