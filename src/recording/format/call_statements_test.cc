#include "recording/format/call_statements.h"

#include <gtest/gtest.h>

#include <array>

namespace insyn::recording {
namespace {

constexpr const char* kOfRecording = "0123456789abcdef0123456789abcdef";
constexpr const char* kTwoNotes =
    "insyn call statements 1\nid 0123456789abcdef0123456789abcdef\nnote 6\nbegin\nnote 5\na\n\nb\n";

CallStatements two_notes() { return {kOfRecording, {"begin\n", "a\n\nb\n"}}; }

TEST(CallStatements, AreWrittenOneWayAndReadAgain) {
  EXPECT_EQ(text_of(two_notes()), kTwoNotes);
  EXPECT_EQ(parse_call_statements(kTwoNotes).value(), two_notes());
  EXPECT_TRUE(are_call_statements(kTwoNotes));
  EXPECT_FALSE(are_call_statements("insyn recording end 1\n"));
}

TEST(CallStatements, AreAsManyAndAsLargeAsOneChunkHolds) {
  CallStatements statements = two_notes();
  statements.notes.assign(kMostCallNotes, std::string(kLargestCallNote - 1, 'x') + "\n");
  EXPECT_EQ(parse_call_statements(text_of(statements)).value(), statements);
  statements.notes.push_back("x\n");
  EXPECT_EQ(parse_call_statements(text_of(statements)).error().code, Code::kCorrupt);
  statements.notes.assign(1, std::string(kLargestCallNote, 'x') + "\n");
  EXPECT_EQ(parse_call_statements(text_of(statements)).error().code, Code::kCorrupt);
  statements.notes.clear();
  EXPECT_EQ(parse_call_statements(text_of(statements)).error().code, Code::kCorrupt);
}

TEST(CallStatements, AreRefusedWhereAnythingIsWrittenDifferently) {
  const std::string head = "insyn call statements 1\n", id = std::string("id ") + kOfRecording + "\n";
  const auto wrong = std::to_array<std::string>({
      "",
      "insyn call statements 2\n" + id + "note 2\nx\n",
      head,
      head + id,
      head + "note 2\nx\n",
      head + "id x\nnote 2\nx\n",
      head + id + "note 2\nx\nmore",
      head + id + "note 2\nx\n\n",
      head + id + "note 02\nx\n",
      head + id + "note 0\nnote 2\nx\n",
      head + id + "note 1\nx",
      head + id + "note 3\nx\n",
      head + id + "note 18446744073709551618\nx\n",
      head + id + "note  2\nx\n",
      head + id + "note 2\r\nx\n",
      head + id + "note 2",
  });
  for (const std::string& text : wrong) EXPECT_FALSE(parse_call_statements(text)) << text;
}

}  // namespace
}  // namespace insyn::recording
