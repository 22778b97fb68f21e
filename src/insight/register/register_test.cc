#include "insight/register/register.h"

#include <gtest/gtest.h>

#include <fstream>
#include <regex>

#include "note/note.h"

namespace insyn::insight {
namespace {

namespace fs = std::filesystem;

class RegisterTest : public ::testing::Test {
 protected:
  ~RegisterTest() override { fs::remove_all(folder_.parent_path()); }

  Path file(const std::string& name) const { return folder_ / name; }
  // What opening it says; empty where it can be used.
  std::string refusal() const {
    const auto opened = Register::open(folder_);
    return opened ? "" : opened.error().message;
  }
  void make(int reports) const {
    for (int i = 0; i < reports; ++i)
      ASSERT_TRUE(Register::open(folder_)->add(entry(), Counted()).has_value());
  }
  static Entry entry() {
    Entry made;
    made.made = parse_utc("2027-01-04T09:00:00.000Z").value();
    made.from = parse_utc("2026-12-06T23:00:00.000Z").value();
    made.to = parse_utc("2027-01-03T23:00:00.000Z").value();
    made.zone = "Europe/Stockholm";
    made.min_group = 10;
    made.min_calls = 30;
    return made;
  }

  const Path folder_ =
      fs::temp_directory_path() / ("insyn-register-" + to_hex(random_bytes(8))) / "a" / "reports";
};

TEST_F(RegisterTest, NumbersReportsAndChainsThem) {
  make(3);
  const auto opened = Register::open(folder_);
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_EQ(opened->next_number(), 4U);
  const std::string first = read_text(file("000001.note"), 10'000).value();
  const auto second = note::parse(read_text(file("000002.note"), 10'000).value()).value();
  EXPECT_EQ(parse_entry(second.text)->before, sha256(view_of(first)));
  EXPECT_TRUE(note::is_signed_by(second, opened->verifier()).value());
  EXPECT_EQ(fs::status(folder_).permissions(), fs::perms::owner_all);
  EXPECT_EQ(fs::status(file("register.sign")).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(RegisterTest, OneAtATime) {
  const auto held = Register::open(folder_);
  EXPECT_NE(refusal().find("another report is being made"), std::string::npos);
}

TEST_F(RegisterTest, AChangedOrMissingNoteIsFound) {
  make(3);
  const std::string second = read_text(file("000002.note"), 10'000).value();
  fs::remove(file("000002.note"));
  EXPECT_NE(refusal().find("000002.note is missing"), std::string::npos) << refusal();
  std::string changed = second;
  changed.replace(changed.find("min_group: 10"), 13, "min_group: 99");
  std::ofstream(file("000002.note")) << changed;
  EXPECT_NE(refusal(), "");
  std::ofstream(file("000002.note")) << read_text(file("000003.note"), 10'000).value();
  EXPECT_NE(refusal().find("does not follow"), std::string::npos) << refusal();
  std::ofstream(file("000002.note")) << second;
  EXPECT_EQ(refusal(), "");
  const auto other = note::Signer::generate("insyn-reports").value();
  const std::string third = read_text(file("000003.note"), 10'000).value();
  const std::string signed_by_other = note::sign(note::parse(third)->text, other);
  std::ofstream(file("000003.note")) << signed_by_other;
  std::ofstream(file("last")) << "3 " << to_hex(sha256(view_of(signed_by_other))) << "\n";
  EXPECT_NE(refusal().find("not signed by the register's key"), std::string::npos) << refusal();
}

// By somebody who has the key.
TEST_F(RegisterTest, ANoteThatNamesAnotherBeforeItIsFound) {
  make(2);
  const auto signer = note::Signer::parse(read_text(file("register.sign"), 1000).value()).value();
  Entry other = parse_entry(note::parse(read_text(file("000002.note"), 10'000).value())->text).value();
  other.before = sha256(view_of("another"));
  const std::string signed_text = note::sign(text_of(other), signer);
  std::ofstream(file("000002.note")) << signed_text;
  std::ofstream(file("last")) << "2 " << to_hex(sha256(view_of(signed_text))) << "\n";
  EXPECT_NE(refusal().find("does not follow"), std::string::npos) << refusal();
}

TEST_F(RegisterTest, ItsLastNotesCannotBeTakenAway) {
  make(3);
  const std::string last = read_text(file("last"), 1000).value();
  fs::remove(file("000003.note"));
  EXPECT_NE(refusal().find("is missing"), std::string::npos) << refusal();
  fs::remove(file("000002.note"));
  fs::remove(file("000001.note"));
  EXPECT_NE(refusal(), "");
  fs::remove(file("last"));
  EXPECT_NE(refusal(), "");
}

TEST_F(RegisterTest, ACrashBehindTheLastNoteCostsNothing) {
  make(1);
  const std::string last = read_text(file("last"), 1000).value();
  make(1);
  std::ofstream(file("last")) << last;
  EXPECT_EQ(refusal(), "");
  make(1);
  EXPECT_EQ(Register::open(folder_)->next_number(), 4U);
}

TEST_F(RegisterTest, ItsKeyIsMadeWithItAndNeverAgain) {
  make(1);
  fs::remove(file("register.sign"));
  EXPECT_NE(refusal(), "");
  EXPECT_FALSE(fs::exists(file("register.sign")));
}

TEST_F(RegisterTest, WhatAnEarlierReportCountedMustBeThere) {
  make(1);
  EXPECT_TRUE(Register::open(folder_)->conflict_of({}, {}));
  for (const auto& one : fs::directory_iterator(folder_))
    if (one.path().extension() == ".calls") std::ofstream(one.path(), std::ios::app) << "x";
  const auto changed = Register::open(folder_)->conflict_of({}, {});
  ASSERT_FALSE(changed);
  EXPECT_NE(changed.error().message.find("was changed since report 1"), std::string::npos);
}

TEST_F(RegisterTest, AFolderThatOthersCanReadIsRefused) {
  make(1);
  fs::permissions(folder_, fs::perms::owner_all | fs::perms::group_read);
  EXPECT_NE(refusal().find("0700"), std::string::npos) << refusal();
}

TEST(Entries, AreReadInTheirOneForm) {
  Entry entry;
  entry.number = 2;
  entry.before = sha256(view_of("x"));
  entry.zone = "UTC";
  const std::string text = text_of(entry);
  EXPECT_EQ(parse_entry(text).value(), entry);
  for (const char* from : {"number: 2", "before: ", "zone: UTC\n", "insyn report 1"}) {
    std::string wrong = text;
    wrong.replace(wrong.find(from), std::string(from).size(), "number: 02");
    EXPECT_FALSE(parse_entry(wrong)) << wrong;
  }
  EXPECT_FALSE(parse_entry(text + "more: 1\n"));
  EXPECT_FALSE(parse_entry(""));
}

// The page's example is a note of the key beside it, in the form that this program writes.
TEST(Entries, TheExampleInTheDocumentIsOne) {
  const std::string page =
      read_text(Path(INSYN_SOURCE_DIR) / "docs/insight-protection.md", std::size_t{1} << 20).value();
  const auto between = [&](const std::string& begin, const std::string& end) {
    const std::size_t from = page.find(begin);
    EXPECT_NE(from, std::string::npos) << begin;
    return page.substr(from, page.find(end, from) - from);
  };
  const std::string signed_text = between("insyn report 1\n", "```");
  const auto verifier = note::Verifier::parse(between("insyn-reports+", "`"));
  ASSERT_TRUE(verifier) << verifier.error().message;
  const auto parsed = note::parse(signed_text);
  ASSERT_TRUE(parsed) << parsed.error().message;
  EXPECT_TRUE(note::is_signed_by(*parsed, *verifier).value());
  const auto entry = parse_entry(parsed->text);
  ASSERT_TRUE(entry) << entry.error().message;
  EXPECT_EQ(entry->number, 2U);
}

}  // namespace
}  // namespace insyn::insight
