// docs/ledger.md is a contract: the receipt of the page is checked from the page itself.
#include <gtest/gtest.h>

#include "os/file.h"
#include "receipt/receipt.h"

namespace insyn {
namespace {

std::string example(const std::string& name) {
  const std::string page = read_text(Path(INSYN_SOURCE_DIR) / "docs/ledger.md", std::size_t{1} << 20).value();
  const std::string begin = "```" + name + "\n";
  const std::size_t at = page.find(begin);
  if (at == std::string::npos) return "no example";
  const std::size_t start = at + begin.size();
  return page.substr(start, page.find("```\n", start) - start);
}

TEST(ReceiptDocument, TheReceiptOfThePageProvesItsRecording) {
  const auto key =
      note::Verifier::parse("ledger.example+3ea4788e+AYhLiFf06qFhPGFQTbNNS+rzRlF6DjHePN3U2bQgHZ0L");
  const std::string origin = "ledger.example";
  const Sent sent{"0123456789abcdef0123456789abcdef", sha256(view_of("an opening note")),
                  sha256(view_of("a closing note")), 184};
  const std::string shown = example("receipt");
  const auto received = verify_receipt(shown, sent, {origin, key.value()});
  ASSERT_TRUE(received) << received.error().message;
  EXPECT_EQ(received->number, 4u);
  EXPECT_EQ(text_of(parse_receipt(shown).value()), shown);
}

}  // namespace
}  // namespace insyn
