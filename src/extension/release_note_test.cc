#include "extension/release_note.h"

#include <gtest/gtest.h>

#include "agreement/testing.h"

namespace insyn::extension {
namespace {

ReleaseNote example() {
  return {sha256(view_of("an agreement")), "0.1.0.3", sha256(view_of("an archive")),
          agreement::utc("2026-12-01T08:15:03.250Z")};
}

class ReleaseNoteTest : public testing::Test {
 protected:
  agreement::Party employer = agreement::employer_party(), unions = agreement::union_party();
  std::vector<note::PublicKeys> parties{employer.keys, unions.keys};
};

TEST_F(ReleaseNoteTest, ThatBothHaveSignedIsReadAsItWasWritten) {
  const std::string note = agreement::signed_by_both(release_text(example()), employer, unions);
  EXPECT_EQ(verify_release_note(note, parties).value(), example());
}

TEST_F(ReleaseNoteTest, ThatOneHasSignedIsNone) {
  for (const auto* one : {&employer, &unions}) {
    const auto read = verify_release_note(note::sign(release_text(example()), one->signer), parties);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, Code::kDenied);
  }
  const std::string note = agreement::signed_by_both(release_text(example()), employer, unions);
  EXPECT_FALSE(verify_release_note(
      note, {employer.keys, unions.keys,
             agreement::party(note::Role::kUnion, "B", agreement::kThirdRecipient).keys}));
  EXPECT_FALSE(verify_release_note(note, {}));
}

TEST_F(ReleaseNoteTest, WrittenOtherwiseIsRefused) {
  const std::string good = release_text(example());
  const std::string hash = to_hex(example().package);
  for (const std::string& text :
       {with(good, "0.1.0.3", "0.1.0.70000"), with(good, "insyn_extension = 1", "insyn_extension = 2"),
        with(good, hash, hash.substr(2)), good + "more = 1\n", with(good, "\nversion", "\n\nversion"),
        with(good, "at = 2026-12-01T08:15:03.250Z", "at = 2026-12-01"), std::string("x")})
    EXPECT_FALSE(verify_release_note(
        agreement::signed_by_both(text.ends_with('\n') ? text : text + "\n", employer, unions), parties))
        << text;
}

}  // namespace
}  // namespace insyn::extension
