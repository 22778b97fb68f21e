// When a recording that has arrived is removed on the workstation, and when what is remembered of it.
#include <fstream>

#include "link/upload/spool.h"
#include "link/uploads.h"

namespace insyn::link_test {
namespace {

using link::Obstacle;

class Removal : public Uploads {};

TEST_F(Removal, IsRemovedAfterSevenDays) {
  const std::string id = desk_.call();
  const auto link = desk_.start();
  turn(*link);
  desk_.clock.move(std::chrono::days(7) - std::chrono::minutes(1));
  turn(*link);
  EXPECT_TRUE(desk_.has(id));
  desk_.clock.move(std::chrono::minutes(1));
  turn(*link);
  EXPECT_FALSE(desk_.has(id));
  // The receipt stays, and the salt in it no longer than the recording may be anywhere.
  EXPECT_TRUE(parse_receipt(link->memory.of(id).value().receipt));
  const Utc until = link->memory.of(id).value().until.value();
  desk_.clock.move(until - desk_.clock.utc() - std::chrono::minutes(1));
  turn(*link);
  EXPECT_TRUE(link->memory.of(id).value().received);
  desk_.clock.move(std::chrono::minutes(1));
  turn(*link);
  EXPECT_EQ(link->memory.all().value(), std::vector<std::string>{});
}

TEST_F(Removal, IsKeptWhileTheServerHasSomethingElse) {
  const std::string id = desk_.call();
  const auto link = desk_.start();
  turn(*link);
  desk_.centre.false_samples = true;
  desk_.clock.move(std::chrono::days(8));
  turn(*link);
  EXPECT_TRUE(desk_.has(id));
  EXPECT_EQ(stuck(*link, id), Obstacle::kFalseSample);
}

// Of which the receipt proves nothing: it is signed by the ledger that the agreement names.
TEST_F(Removal, IsKeptWhereTheWitnessesHaveNotSeenThatItIsStored) {
  const std::string id = desk_.call();
  const auto link = desk_.start();
  turn(*link);
  desk_.clock.move(std::chrono::days(8));
  desk_.centre.has_no_witness = true;
  turn(*link);
  EXPECT_EQ(stuck(*link, id), Obstacle::kNotWitnessed);
  desk_.centre.has_no_witness = false;
  desk_.centre.forgets_witnessed = true;
  desk_.clock.move(std::chrono::seconds(1));
  turn(*link);
  EXPECT_EQ(stuck(*link, id), Obstacle::kNotWitnessed);
  EXPECT_TRUE(desk_.has(id));
  desk_.centre.forgets_witnessed = false;
  desk_.clock.move(std::chrono::seconds(1));
  turn(*link);
  EXPECT_FALSE(desk_.has(id));
}

TEST_F(Removal, IsKeptWhereTheReceiptIsOfALedgerThatNobodyElseSees) {
  desk_.centre.two_ledgers = true;
  const std::string id = desk_.call();
  const auto link = desk_.start();
  turn(*link);
  ASSERT_TRUE(link->memory.of(id).value().received);
  desk_.clock.move(std::chrono::days(8));
  turn(*link);
  EXPECT_EQ(stuck(*link, id), Obstacle::kNotWitnessed);
  EXPECT_TRUE(desk_.has(id));
}

TEST_F(Removal, WhatIsRememberedGoesWithARecordingThatWasDiscardedHere) {
  const std::string id = desk_.call();
  const auto link = desk_.start();
  turn(*link);
  ASSERT_TRUE(link->memory.of(id).value().received);
  std::filesystem::remove_all(desk_.spool() / id);
  turn(*link);
  EXPECT_EQ(link->memory.all().value(), std::vector<std::string>{});
}

TEST_F(Removal, NothingIsForgottenWhereASpoolCannotBeRead) {
  const std::string id = desk_.call();
  const auto link = desk_.start();
  turn(*link);
  std::filesystem::rename(desk_.spool(), desk_.folder / "aside");
  std::ofstream(desk_.spool()) << "no folder";
  turn(*link);
  EXPECT_TRUE(link->memory.of(id).value().received);
}

// Whose owner could have another agent's files brought, or removed, by it.
TEST_F(Removal, ALinkToAFolderElsewhereIsNoRecording) {
  const std::string id = desk_.call();
  std::filesystem::rename(desk_.spool() / id, desk_.folder / id);
  std::filesystem::create_directory_symlink(desk_.folder / id, desk_.spool() / id);
  turn(*desk_.start());
  EXPECT_TRUE(desk_.centre.stored().empty());
  EXPECT_FALSE(link::remove_recording(desk_.spool() / id));
  EXPECT_TRUE(std::filesystem::exists(desk_.folder / id / recording::kOpeningNote));
}

TEST_F(Removal, OfARecordingThatLiesInTwoSpoolsTheFirstCounts) {
  const std::string id = desk_.call();
  const Path other = desk_.folder / "other";
  std::filesystem::create_directory(other);
  std::filesystem::copy(desk_.spool() / id, other / id, std::filesystem::copy_options::recursive);
  const auto found = link::look_into({desk_.spool(), other});
  ASSERT_EQ(found.recordings.size(), 1U);
  EXPECT_EQ(found.recordings[0].folder, desk_.spool() / id);
  EXPECT_EQ(found.problems.size(), 1U);
}

// What is begun is written down first.
TEST_F(Removal, IsKeptWhereItCannotBeWrittenDownThatItIsRemoved) {
  const std::string id = desk_.call();
  const auto link = desk_.start();
  turn(*link);
  const Path memory = desk_.data() / "recordings" / id;
  std::filesystem::remove(memory);
  std::filesystem::create_directories(memory / "in-the-way");
  desk_.clock.move(std::chrono::days(8));
  turn(*link);
  EXPECT_TRUE(desk_.has(id));
  EXPECT_EQ(stuck(*link, id), Obstacle::kHere);
}

// A server that asks for a recording which is half removed here gets none of it.
TEST_F(Removal, WhatIsLeavingIsNotBroughtAgain) {
  const std::string id = desk_.call();
  const auto link = desk_.start();
  turn(*link);
  link::Remembered leaving = link->memory.of(id).value();
  leaving.leaving = desk_.clock.utc();
  ASSERT_TRUE(link->memory.remember(id, leaving));
  desk_.centre.lose(id);
  const auto again = desk_.start();
  again->uploads.want(id);
  again->uploads.want(std::string(32, '9'));
  turn(*again);
  EXPECT_TRUE(desk_.centre.stored().empty());
  EXPECT_FALSE(desk_.has(id));
}

TEST_F(Removal, IsKeptWhereTheServerHasLostIt) {
  const std::string id = desk_.call();
  const auto link = desk_.start();
  turn(*link);
  desk_.centre.lose(id);
  desk_.clock.move(std::chrono::days(8));
  turn(*link);
  EXPECT_TRUE(desk_.has(id));
  EXPECT_EQ(stuck(*link, id), Obstacle::kRefused);
  // A restored server asks for it, which does not shorten the wait after its refusal.
  link->uploads.want(id);
  desk_.clock.move(std::chrono::seconds(1));
  turn(*link);
  EXPECT_TRUE(has_arrived(desk_, id));
}

TEST_F(Removal, IsKeptWhereNothingWasStoredBehindTheReceipt) {
  desk_.centre.keeps_nothing = true;
  const std::string id = desk_.call();
  const auto link = desk_.start();
  turn(*link);
  EXPECT_TRUE(link->memory.of(id).value().received);
  desk_.clock.move(std::chrono::days(8));
  turn(*link);
  EXPECT_TRUE(desk_.has(id));
}

TEST_F(Removal, IsRemovedWhenItsTimeIsOver) {
  const std::string id = desk_.call();
  const auto link = desk_.start();
  desk_.centre.refuse_with(server::http::problem(403, "agreement"));
  turn(*link);
  desk_.centre.refuse_with({});
  // A clock alone proves nothing: the server has not taken anything yet.
  desk_.clock.move(std::chrono::days(40));
  desk_.centre.refuse_with(server::http::problem(503, "busy"));
  turn(*link);
  EXPECT_TRUE(desk_.has(id));
  desk_.centre.refuse_with({});
  desk_.clock.move(std::chrono::seconds(1));
  turn(*link);
  desk_.clock.move(std::chrono::seconds(1));
  turn(*link);
  EXPECT_FALSE(desk_.has(id));
}

TEST_F(Removal, NothingIsRemovedByAMemoryThatCannotBeRead) {
  const std::string id = desk_.call();
  turn(*desk_.start());
  ASSERT_TRUE(write_file(desk_.data() / "recordings" / id, view_of("insyn link recording 1\nleaving now\n"),
                         Access::kOwnerOnly, IfExists::kReplace));
  desk_.clock.move(std::chrono::days(8));
  const auto link = desk_.start();
  turn(*link);
  EXPECT_TRUE(desk_.has(id));
  EXPECT_EQ(stuck(*link, id), Obstacle::kDamaged);
}

TEST_F(Removal, ARemovalThatWasCutOffGoesOn) {
  const std::string id = desk_.call();
  {
    const auto link = desk_.start();
    turn(*link);
    link::Remembered remembered = link->memory.of(id).value();
    remembered.leaving = desk_.clock.utc();
    ASSERT_TRUE(link->memory.remember(id, remembered));
  }
  std::filesystem::remove(desk_.spool() / id / "key.age");
  std::filesystem::remove(desk_.spool() / id / "certificate.note");
  turn(*desk_.start());
  EXPECT_FALSE(desk_.has(id));
}

}  // namespace
}  // namespace insyn::link_test
