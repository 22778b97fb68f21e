#include "seal/keys.h"

#include <gtest/gtest.h>

#include "note/public_keys.h"
#include "program.h"

namespace insyn::cli {
namespace {

using Names = std::vector<std::string>;

Ran new_keys(const Folder& folder, const std::string& role, const std::string& name = "Kundtjänst AB") {
  return run({"keys", "new", "--role", role, "--name", name, "--out", folder.path("me")});
}

TEST(Keys, AreReadableByTheirOwnerOnly) {
  const Folder folder;
  EXPECT_EQ(new_keys(folder, "union").code, 0);
  EXPECT_EQ(mode_of(folder.path("me.age")), 0600U);
  EXPECT_EQ(mode_of(folder.path("me.sign")), 0600U);
  EXPECT_EQ(folder.names(), (Names{"me.age", "me.pub", "me.sign"}));
}

TEST(Keys, BelongTogether) {
  const Folder folder;
  ASSERT_EQ(new_keys(folder, "employer").code, 0);
  const auto keys = note::parse_public_keys(read_all(folder.path("me.pub"))).value();
  const auto signer = note::Signer::parse(read_all(folder.path("me.sign"))).value();
  const auto identities = seal::parse_identity_file(read_all(folder.path("me.age"))).value();
  EXPECT_EQ(keys.name, "Kundtjänst AB");
  EXPECT_EQ(*keys.verifier, signer.verifier());
  EXPECT_EQ(keys.recipient, identities.at(0).recipient().text());
}

TEST(Keys, AreNoMoreThanTheRoleNeeds) {
  for (const char* role : {"agent", "insight"}) {
    const Folder folder;
    EXPECT_EQ(new_keys(folder, role).code, 0);
    EXPECT_EQ(folder.names(), (Names{"me.age", "me.pub"})) << role;
  }
  const Folder folder;
  EXPECT_EQ(new_keys(folder, "device").code, 0);
  EXPECT_EQ(folder.names(), (Names{"me.pub", "me.sign"}));
}

TEST(Keys, AreNeverOverwritten) {
  for (const char* ending : {"age", "sign", "pub"}) {
    const Folder folder;
    const std::string there = folder.path(std::string("me.") + ending);
    write_all(there, "dear");
    const Ran ran = new_keys(folder, "union");
    EXPECT_EQ(ran.code, 1) << ending;
    EXPECT_NE(ran.err.find("exists already"), std::string::npos) << ran.err;
    EXPECT_EQ(read_all(there), "dear");
    EXPECT_EQ(folder.names().size(), 1U) << ending;
  }
}

TEST(Keys, AreNotLeftBehindWhereTheNameCannotBeHandedOut) {
  for (const std::string& name : {std::string(), std::string("a\nb"), std::string(201, 'x')}) {
    const Folder folder;
    const Ran ran = new_keys(folder, "union", name);
    EXPECT_EQ(ran.code, 1);
    EXPECT_NE(ran.err.find("--name"), std::string::npos) << ran.err;
    EXPECT_EQ(folder.names(), Names{});
  }
}

TEST(Keys, AreNotLeftBehindWhereTheFolderIsMissing) {
  const Folder folder;
  const Ran ran = run({"keys", "new", "--role", "union", "--name", "U", "--out", folder.path("no/me")});
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find("No such file"), std::string::npos) << ran.err;
  EXPECT_EQ(folder.names(), Names{});
}

TEST(Keys, AreTakenAwayAgainWhereOneOfThemCannotBeWritten) {
  const Folder folder;
  // Long enough that the name of the second file is no longer one that a file system takes.
  const std::string prefix = folder.path(std::string(238, 'x'));
  const Ran ran = run({"keys", "new", "--role", "union", "--name", "U", "--out", prefix});
  EXPECT_EQ(ran.code, 1);
  EXPECT_NE(ran.err.find(".sign"), std::string::npos) << ran.err;
  EXPECT_EQ(folder.names(), Names{});
}

TEST(Keys, AreToldApartIntoThoseToKeepAndThoseToHandOut) {
  const Folder folder;
  const Ran ran = new_keys(folder, "union");
  EXPECT_NE(ran.out.find("me.age"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("keep secret"), std::string::npos);
  EXPECT_NE(ran.out.find("hand out"), std::string::npos);
  EXPECT_EQ((ran.out + ran.err).find("AGE-SECRET-KEY"), std::string::npos);
  EXPECT_EQ((ran.out + ran.err).find("PRIVATE+KEY"), std::string::npos);
}

}  // namespace
}  // namespace insyn::cli
