// docs/calls.md is a contract: its examples are checked from the page itself.
#include <gtest/gtest.h>

#include "calls/statement/testing.h"
#include "os/file.h"

namespace insyn::calls {
namespace {

std::string example(const std::string& name) {
  const std::string page = read_text(Path(INSYN_SOURCE_DIR) / "docs/calls.md", std::size_t{1} << 20).value();
  const std::string begin = "```" + name + "\n";
  const std::size_t at = page.find(begin);
  if (at == std::string::npos) return "no example";
  const std::size_t start = at + begin.size();
  return page.substr(start, page.find("```\n", start) - start);
}

class CallsDocument : public testing::Test {
 protected:
  const note::Signer pbx_ = note::Signer::parse(example("pbx.sign")).value();
  const std::vector<agreement::CallSource> sources_ = {source_of(pbx_)};
};

TEST_F(CallsDocument, StatementIsReadAndWrittenByteForByte) {
  const auto said = verify_statement(example("statement.note"), sources_);
  ASSERT_TRUE(said) << said.error().message;
  EXPECT_EQ(*said, example_statement());
  EXPECT_EQ(sign_statement(*said, pbx_).value(), example("statement.note"))
      << sign_statement(example_statement(), pbx_).value();
}

TEST_F(CallsDocument, AnswerIsReadAndWrittenByteForByte) {
  Answer expected = example_answer();
  expected.state = CallState::kEnded;
  expected.ended_ago = std::chrono::milliseconds(300);
  expected.last += 192'000;
  const auto answer = verify_answer(example("answer.note"), sources_);
  ASSERT_TRUE(answer) << answer.error().message << sign_answer(expected, pbx_).value();
  EXPECT_EQ(*answer, expected);
  EXPECT_EQ(sign_answer(*answer, pbx_).value(), example("answer.note"));
}

}  // namespace
}  // namespace insyn::calls
