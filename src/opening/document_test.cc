// docs/opening.md is a contract: its example is checked from the page itself.
#include <gtest/gtest.h>

#include "note/note.h"
#include "opening/answer_note.h"
#include "opening/request_note.h"
#include "opening/rules_note.h"
#include "os/file.h"
#include "recording/format/note_text.h"

namespace insyn::opening {
namespace {

std::string page() {
  return read_text(Path(INSYN_SOURCE_DIR) / "docs/opening.md", std::size_t{1} << 20).value();
}

std::string example(const std::string& name) {
  const std::string text = page();
  const std::string begin = "```" + name + "\n";
  const std::size_t at = text.find(begin);
  if (at == std::string::npos) return "no example";
  const std::size_t start = at + begin.size();
  return text.substr(start, text.find("```\n", start) - start);
}

// What the example says, which is signed by `whose` key and written as the format demands.
template <class T>
T said(const std::string& name, const std::string& whose, Result<T> (*parse)(std::string_view)) {
  const note::Signer by = note::Signer::parse(example(whose + ".sign")).value();
  const auto text = recording::verified_text(example(name), by.verifier());
  EXPECT_TRUE(text) << name << ": " << text.error().message;
  auto parsed = parse(text.value_or(""));
  EXPECT_TRUE(parsed) << name << ": " << parsed.error().message;
  EXPECT_EQ(note::sign(text_of(parsed.value()), by), example(name));
  return std::move(parsed.value());
}

TEST(OpeningDocument, ItsNotesBelongTogether) {
  const Request request = said("request.note", "reviewer", &parse_request);
  const Approval approval = said("approval.note", "union", &parse_approval);
  const Refusal refusal = said("refusal.note", "union", &parse_refusal);
  const Rules rules = said("rules.note", "union", &parse_rules);
  const Digest hash = sha256(view_of(example("request.note")));
  EXPECT_EQ(approval.request, hash);
  EXPECT_EQ(refusal.request, hash);
  EXPECT_EQ(approval.recording, request.recording);
  EXPECT_EQ(refusal.recording, request.recording);
  EXPECT_EQ(rules.agreement, request.agreement);
}

TEST(OpeningDocument, NamesEachLine) {
  const std::string text_of_page = page();
  for (const char* name : {"request.note", "approval.note", "refusal.note", "rules.note"}) {
    const std::string note = example(name);
    const std::string text = note.substr(note.find('\n') + 1, note.find("\n\n") - note.find('\n'));
    for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1) {
      const std::string key = text.substr(at, text.find(' ', at) - at);
      EXPECT_NE(text_of_page.find(fmt::format("| `{}` |", key)), std::string::npos) << name << ": " << key;
    }
  }
}

}  // namespace
}  // namespace insyn::opening
