// docs/recording.md is a contract: the example of a bundle's head is checked from the page itself.
#include <gtest/gtest.h>

#include "recording/bundle/head.h"
#include "recording/testing.h"

namespace insyn::recording {
namespace {

std::string example(const std::string& name) {
  const std::string page = content(Path(INSYN_SOURCE_DIR) / "docs/recording.md");
  const std::string begin = "```" + name + "\n";
  const std::size_t at = page.find(begin);
  if (at == std::string::npos) return "no example";
  const std::size_t start = at + begin.size();
  return page.substr(start, page.find("```\n", start) - start);
}

TEST(BundleDocument, TheHeadOfThePageIsThatOfItsRecording) {
  const std::string shown = example("bundle");
  const auto head = parse_bundle_head(shown);
  ASSERT_TRUE(head) << head.error().message;
  BundleHead made;
  for (const char* name : {kCertificate, kOpeningNote, kClosingNote})
    made.files.push_back({name, example(name).size()});
  for (const char* name : kKeyFiles) made.files.push_back({name, 1});
  const auto closing = parse_closing(note::parse(example(kClosingNote)).value().text);
  for (const ChunkRecord& chunk : closing.value().chunks)
    made.files.push_back({file_name_of(chunk.name()), chunk.length});
  EXPECT_EQ(text_of(made), shown);
}

}  // namespace
}  // namespace insyn::recording
