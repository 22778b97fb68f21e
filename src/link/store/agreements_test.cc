#include "link/store/agreements.h"

#include <gtest/gtest.h>

#include "agreement/testing.h"
#include "os/file.h"

namespace insyn::link {
namespace {

class AgreementsTest : public testing::Test {
 protected:
  AgreementsTest() {
    for (const Path& folder : {folder_, enrolment(), archive()}) EXPECT_TRUE(create_folder(folder));
    put(enrolment() / "agreement.note", note("week = 10"));
    put(enrolment() / "employer.pub", note::public_keys_text(employer_.keys));
    put(enrolment() / "union.pub", note::public_keys_text(union_.keys));
  }
  ~AgreementsTest() override { std::filesystem::remove_all(folder_); }
  Path enrolment() const { return folder_ / "enrolment"; }
  Path archive() const { return folder_ / "archive"; }
  static void put(const Path& path, const std::string& text) {
    EXPECT_TRUE(write_file(path, view_of(text), Access::kOwnerOnly, IfExists::kReplace));
  }
  std::string note(const std::string& cap) const {
    return agreement::signed_by_both(with(with(agreement::example_terms(), "week = 10", cap),
                                          "Unionen, klubben vid Kundcenter Nord", "Klubben"),
                                     employer_, union_);
  }
  Result<Agreements> read() const { return Agreements::read(enrolment(), archive()); }

  const Path folder_ =
      std::filesystem::temp_directory_path() / ("insyn-agreements-" + to_hex(random_bytes(8)));
  const agreement::Party employer_ = agreement::employer_party(), union_ = agreement::union_party();
};

TEST_F(AgreementsTest, WhatWasSeenIsKnownAgain) {
  const Digest hash = [&] {
    Agreements first = read().value();
    return first.add(note("week = 9")).value()->hash();
  }();
  const Agreements again = read().value();
  EXPECT_NE(again.with_hash(hash), nullptr);
  EXPECT_EQ(again.all().size(), 2U);
  EXPECT_NE(again.enrolled().hash(), hash);
}

TEST_F(AgreementsTest, WhatNotAllPartiesHaveSignedIsNone) {
  Agreements agreements = read().value();
  const std::string by_one =
      note::sign(with(agreement::example_terms(), "week = 10", "week = 8"), employer_.signer);
  EXPECT_FALSE(agreements.add(by_one));
  put(archive() / "planted.note", by_one);
  put(archive() / "garbage.note", "garbage");
  ASSERT_TRUE(create_folder(archive() / "folder.note"));
  EXPECT_EQ(read().value().all().size(), 1U);
  put(enrolment() / "agreement.note", by_one);
  const auto refused = read();
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("agreement.note"), std::string::npos) << refused.error().message;
}

TEST_F(AgreementsTest, WithoutAnArchiveNothingIsKept) {
  std::filesystem::remove(archive());
  Agreements agreements = read().value();
  EXPECT_TRUE(agreements.add(note("week = 9")));
  EXPECT_FALSE(std::filesystem::exists(archive()));
}

TEST_F(AgreementsTest, WhatCannotBeKeptIsNotTaken) {
  Agreements agreements = read().value();
  const std::string another = note("week = 9");
  const Digest hash = agreement::Agreement::verify(another, agreements.pins())->hash();
  std::filesystem::create_symlink("nowhere/else", archive() / (to_hex(hash) + ".note"));
  EXPECT_FALSE(agreements.add(another)) << "no link is followed";
  EXPECT_EQ(agreements.with_hash(hash), nullptr);
}

}  // namespace
}  // namespace insyn::link
