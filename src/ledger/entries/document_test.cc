// docs/ledger.md is a contract: its entries are checked from the page itself.
#include <gtest/gtest.h>

#include "ledger/entries/testing.h"
#include "os/file.h"

namespace insyn::ledger {
namespace {

// What stands in the blocks that are called `name`.
std::vector<std::string> examples(const std::string& name) {
  const std::string page = read_text(Path(INSYN_SOURCE_DIR) / "docs/ledger.md", std::size_t{1} << 20).value();
  const std::string begin = "```" + name + "\n";
  std::vector<std::string> all;
  for (std::size_t at = page.find(begin); at != std::string::npos; at = page.find(begin, at)) {
    at += begin.size();
    all.push_back(page.substr(at, page.find("```\n", at) - at));
  }
  return all;
}

TEST(LedgerDocument, EntriesOfThePageAreWrittenAndReadByteForByte) {
  const std::vector<std::string> shown = examples("entry");
  const std::vector<Entry> entries = example_entries();
  ASSERT_EQ(shown.size(), entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    EXPECT_EQ(shown[i], text_of(entries[i])) << i;
    const auto read = parse_entry(shown[i]);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(*read, entries[i]);
  }
}

}  // namespace
}  // namespace insyn::ledger
