// docs/ledger.md is a contract: its request to the witness is answered as the page shows.
#include <gtest/gtest.h>

#include "os/file.h"
#include "witness/testing.h"

namespace insyn::witness {
namespace {

std::string example(const std::string& name) {
  const std::string text = read_text(Path(INSYN_SOURCE_DIR) / "docs/ledger.md", std::size_t{1} << 20).value();
  const std::string begin = "```" + name + "\n";
  const std::size_t at = text.find(begin);
  if (at == std::string::npos) return "no example";
  return text.substr(at + begin.size(), text.find("```\n", at + 3) - at - begin.size());
}

TEST(WitnessExample, RequestIsAnsweredAsThePageShows) {
  const auto key = [](const char* secret) { return note::Signer::parse(secret).value(); };
  const note::Signer log =
      key("PRIVATE+KEY+ledger.example+3ea4788e+ASEhISEhISEhISEhISEhISEhISEhISEhISEhISEhISEh");
  const note::Signer signer =
      key("PRIVATE+KEY+witness.example+9b7f51ad+ASIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIi");
  MemoryState state;
  Witness witness(signer, {{"ledger.example", log.verifier()}}, state);
  ASSERT_TRUE(witness.begin("ledger.example", parse_utc("2026-12-01T00:00:00.000Z").value()));
  state.notes["ledger.example"] = example("before");
  const auto read = parse_add_checkpoint(example("request"));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(text_of(*read), example("request"));
  const auto answer =
      witness.add_checkpoint(example("request"), parse_utc("2026-12-15T13:00:02.000Z").value());
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->status, 200) << answer->body;
  EXPECT_EQ(answer->body, example("response"));
  const std::vector<note::Verifier> known = {signer.verifier()};
  EXPECT_EQ(with_cosignatures(read->checkpoint, answer->body, known).value(), example("checkpoint"));
  EXPECT_EQ(state.notes["ledger.example"], example("checkpoint"));
}

}  // namespace
}  // namespace insyn::witness
