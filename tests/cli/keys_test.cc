#include "seal/keys.h"

#include <gtest/gtest.h>

#include "note/public_keys.h"
#include "program.h"
#include "seal/open/identity.h"

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
  for (const char* role : {"employer", "union", "reviewer", "agent", "insight"}) {
    const Folder folder;
    EXPECT_EQ(new_keys(folder, role).code, 0);
    EXPECT_EQ(folder.names(), (Names{"me.age", "me.pub", "me.sign"})) << role;
  }
  for (const char* role : {"device", "link", "calls", "witness"}) {
    const Folder folder;
    EXPECT_EQ(new_keys(folder, role).code, 0);
    EXPECT_EQ(folder.names(), (Names{"me.pub", "me.sign"})) << role;
  }
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

// Each program reads its key files in the same way, and says what a file of another kind is.
class WrongKeyFiles : public testing::Test {
 protected:
  WrongKeyFiles() {
    for (const char* role : {"employer", "union", "device"}) {
      const Ran made = run({"keys", "new", "--role", role, "--name", role, "--out", folder_.path(role)});
      EXPECT_EQ(made.code, 0) << made.err;
    }
    write_all(folder_.path("terms"), "none");
  }
  void expect_refused(const Ran& ran, const std::string& words) const {
    EXPECT_EQ(ran.code, 1) << ran.out;
    EXPECT_NE(ran.err.find(words), std::string::npos) << ran.err;
    EXPECT_EQ(ran.err.find("AGE-SECRET-KEY-1"), std::string::npos);
    EXPECT_EQ(ran.err.find("PRIVATE+KEY+"), std::string::npos);
  }

  Folder folder_;
};

TEST_F(WrongKeyFiles, AreNamedByInsynAndByTheReport) {
  for (const char* secret : {"union.age", "device.sign"}) {
    const std::vector<std::string> pins = {"--pin", folder_.path("employer.pub"), "--pin",
                                           folder_.path(secret)};
    std::vector<std::string> verify = {"agreement", "verify", folder_.path("terms")};
    verify.insert(verify.end(), pins.begin(), pins.end());
    expect_refused(run(verify), "keep it secret, and give the .pub file");
    std::vector<std::string> report = {folder_.path("terms"), "--agreement", folder_.path("terms"), "--out",
                                       folder_.path("out")};
    report.insert(report.end(), pins.begin(), pins.end());
    expect_refused(run(report, "insyn-report"), "keep it secret, and give the .pub file");
  }
}

TEST_F(WrongKeyFiles, AreNamedByTheRecorder) {
  const Folder enrolled;
  write_all(enrolled.path("agreement.note"), "none");
  write_all(enrolled.path("employer.pub"), read_all(folder_.path("employer.pub")));
  write_all(enrolled.path("union.pub"), read_all(folder_.path("union.age")));
  write_all(enrolled.path("device.sign"), read_all(folder_.path("device.sign")));
  expect_refused(run({"--enrolment", enrolled.path(""), "--spool", folder_.path("")}, "insyn-recorder"),
                 "is a key that opens (.age): keep it secret");
}

}  // namespace
}  // namespace insyn::cli
