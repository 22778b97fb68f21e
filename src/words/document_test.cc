#include "words/document.h"

#include <gtest/gtest.h>

namespace insyn::words {
namespace {

Document example() {
  Document document;
  document.title("Title");
  document.heading("Heading");
  document.line("Line");
  document.item("One");
  document.item("Two");
  document.row({"Risk", "Measure"});
  document.row({"a", "b"});
  document.line("Behind");
  document.row({"Another", "table"});
  document.blank("who decides");
  return document;
}

TEST(Document, IsWrittenForATerminal) {
  EXPECT_EQ(example().plain_text(),
            "Title\n\nHeading\n  Line\n  • One\n  • Two\n  Risk · Measure\n  a · b\n  Behind\n"
            "  Another · table\n  [who decides]\n");
}

TEST(Document, IsWrittenForAWordProcessor) {
  EXPECT_EQ(
      example().markdown(),
      "# Title\n\n## Heading\n\nLine\n\n- One\n- Two\n\n| Risk | Measure |\n| --- | --- |\n| a | b |\n\n"
      "Behind\n\n| Another | table |\n| --- | --- |\n\n**\\[who decides\\]**\n");
}

TEST(Document, AnotherIsPutBehindItWithoutItsTitle) {
  Document document;
  document.title("Own");
  document.add(example());
  EXPECT_TRUE(document.markdown().starts_with("# Own\n\n## Heading\n"));
}

TEST(Document, NothingInATextIsMarkup) {
  const auto line = [](const char* text) {
    Document document;
    document.line(text);
    return document.markdown();
  };
  EXPECT_EQ(line("<script>alert(1)</script>"), "\\<script\\>alert(1)\\</script\\>\n");
  EXPECT_EQ(line("[a](javascript:b) *c* _d_ `e` &amp; \\"),
            "\\[a\\](javascript:b) \\*c\\* \\_d\\_ \\`e\\` \\&amp; \\\\\n");
  EXPECT_EQ(line("one\n\n# two\n| three"), "one  # two \\| three\n");
  EXPECT_EQ(line("    listing"), "listing\n");
  for (const char* begins : {"# a", "- a", "+ a", "~~~", "==="})
    EXPECT_EQ(line(begins), "\\" + std::string(begins) + "\n");
  EXPECT_EQ(line("12. a"), "12\\. a\n");
  EXPECT_EQ(line("3) a"), "3\\) a\n");
  EXPECT_EQ(line("2026-12-01, 1.5"), "2026-12-01, 1.5\n");
  Document heading;
  heading.heading("C##");
  EXPECT_EQ(heading.markdown(), "## C\\#\\#\n");
  Document table;
  table.row({"a|b", "c\nd"});
  EXPECT_EQ(table.markdown(), "| a\\|b | c d |\n| --- | --- |\n");
}

}  // namespace
}  // namespace insyn::words
