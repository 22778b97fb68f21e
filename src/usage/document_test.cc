// docs/usage-journal.md is a contract: its example is checked from the page itself.
#include <gtest/gtest.h>

#include "usage/usage_journal.h"

namespace insyn::usage {
namespace {

std::string example(const std::string& page, const std::string& name) {
  const std::string text = read_text(Path(INSYN_SOURCE_DIR) / "docs" / page, std::size_t{1} << 20).value();
  const std::string begin = "```" + name + "\n";
  const std::size_t at = text.find(begin);
  if (at == std::string::npos) return "no example";
  const std::size_t start = at + begin.size();
  return text.substr(start, text.find("```\n", start) - start);
}

Utc time(const char* text) { return parse_utc(text).value(); }

std::vector<Entry> entries() {
  const Digest agreement = sha256(view_of("an agreement"));
  return {
      Certified{1, time("2026-12-01T08:15:03.250Z"), "0123456789abcdef0123456789abcdef", agreement,
                sha256(view_of("a certificate")), "agent 7", "4711"},
      NotRecorded{NotRecorded::Why::kRefused, time("2026-12-01T08:24:40.000Z"), agreement, "agent 7", "4712"},
      NotRecorded{NotRecorded::Why::kDiscarded, time("2026-12-01T08:31:10.125Z"), agreement, "agent 7",
                  "4711"}};
}

TEST(UsageDocument, ItsExampleIsReadAndWrittenByteForByte) {
  // Of docs/recording.md: 32 bytes 03.
  const auto device =
      note::Signer::parse("PRIVATE+KEY+desk-12+a961a248+AQMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMD")
          .value();
  std::string written = first_line(device);
  for (const Entry& entry : entries()) written += next_line(written, entry, device);
  const std::string journal = example("usage-journal.md", kJournal);
  EXPECT_EQ(journal, written);
  EXPECT_EQ(example("usage-journal.md", kNewest),
            fmt::format("{} {}\n", written.size(), to_hex(sha256(view_of(written)))));
  const auto read = read_journal(journal, device.verifier());
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(*read, entries());
}

}  // namespace
}  // namespace insyn::usage
