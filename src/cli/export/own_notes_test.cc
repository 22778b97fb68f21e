#include "cli/export/own_notes.h"

#include <gtest/gtest.h>

#include "recording/format/layout.h"

namespace insyn::cli {
namespace {

using recording::Fault;

constexpr std::string_view kContent = "sealed";

// A folder with one chunk and a journal, whose signatures nobody has made.
class OwnNotes : public ::testing::Test {
 protected:
  OwnNotes() {
    std::string name = (std::filesystem::temp_directory_path() / "insyn-own-notes-XXXXXX").string();
    recording_.folder = ::mkdtemp(name.data());
    recording_.opening.id = "the one";
    write("000000.chunk.age", kContent);
    recording_.chunk_files = {{}};
  }
  ~OwnNotes() override { std::filesystem::remove_all(recording_.folder); }

  void write(const std::string& name, std::string_view text) const {
    ASSERT_TRUE(write_file(recording_.folder / name, view_of(text), Access::kOwnerOnly, IfExists::kReplace));
  }
  static std::string line(std::uint32_t index) {
    return fmt::format("chunk {} {} {} c2lnbmVk\n", index, to_hex(sha256(view_of(kContent))),
                       kContent.size());
  }
  Result<recording::Verification> check() const { return check_against_own_notes(recording_, {}); }

  recording::Recording recording_;
};

TEST_F(OwnNotes, TakeTheJournalWhileThereIsNoClosingNote) {
  write(recording::kJournal, line(0));
  const auto checked = check().value();
  EXPECT_TRUE(checked.intact());
  EXPECT_FALSE(checked.closed);
  EXPECT_EQ(checked.proven.size(), 1U);
}

TEST_F(OwnNotes, DoNotCountTheLineThatWasBeingWritten) {
  write(recording::kJournal, line(0) + "chunk 1 ab");
  EXPECT_TRUE(check().value().intact());
}

TEST_F(OwnNotes, DoNotMissTheChunkThatWasBeingWritten) {
  write(recording::kJournal, line(0) + line(1));
  const auto checked = check().value();
  EXPECT_TRUE(checked.intact());
  EXPECT_EQ(checked.listed, 1U);
}

TEST_F(OwnNotes, RefuseJournalsThatAreMalformed) {
  for (const std::string& text :
       {std::string("x\n"), line(1), line(0) + line(0), line(0) + "\n",
        "chunk 0 " + std::string(64, 'g') + " 1 a\n", std::string("chunk 0 ab 1 a\n"),
        "pictures " + line(0).substr(6), "chunk 99999999999 " + line(0).substr(6)}) {
    write(recording::kJournal, text);
    EXPECT_FALSE(check().has_value()) << text;
  }
}

TEST_F(OwnNotes, TakeNoListFromAnotherRecordingsClosingNote) {
  recording_.closing_note = "a note";
  recording_.closing = recording::Closing();
  recording_.closing->id = "another";
  const auto checked = check().value();
  EXPECT_FALSE(checked.closed);
  EXPECT_TRUE(checked.proven.empty());
  EXPECT_EQ(checked.findings.at(0).fault, Fault::kNotOfTheDevice);
}

TEST_F(OwnNotes, TakeNoChunkThatNobodyLists) {
  const auto checked = check().value();
  EXPECT_TRUE(checked.proven.empty());
  ASSERT_EQ(checked.findings.size(), 1U);
  EXPECT_EQ(checked.findings[0].fault, Fault::kForeign);
}

}  // namespace
}  // namespace insyn::cli
