#include "cli/table.h"

#include <gtest/gtest.h>

namespace insyn::cli {
namespace {

TEST(Table, LinesUpWordsAndNumbers) {
  Table table({Table::kLeft, Table::kRight, Table::kLeft});
  table.row({"ö", "1", "x"});
  table.row({"abc", "100", ""});
  EXPECT_EQ(table.text(), "ö      1  x\nabc  100");
  EXPECT_EQ(table.text(2), "  ö      1  x\n  abc  100");
}

TEST(Table, TakesRowsThatAreShort) {
  Table table({Table::kLeft, Table::kLeft});
  table.row({"only"});
  table.row({});
  table.row({"a", "b"});
  EXPECT_EQ(table.text(), "only\n\na     b");
}

}  // namespace
}  // namespace insyn::cli
