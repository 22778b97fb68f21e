// What a centre sends to a computer, and what of it reaches the recorders.
#include "link/feed/feed.h"

#include <gtest/gtest.h>

#include "agreement/in_force_note.h"
#include "enrolment/feed.h"
#include "link/link_desk.h"
#include "os/file.h"

namespace insyn::link_test {
namespace {

class Feed : public ::testing::Test {
 protected:
  Feed() {
    for (link::Feed* feed : {feed_.get()}) EXPECT_TRUE(feed->round());
  }
  std::unique_ptr<link::Feed> new_feed() {
    return std::make_unique<link::Feed>(
        link::Feed::Set{link_->centre, link_->agreements, link_->data.feed(), desk_.real,
                        [this](const std::string& id) { wanted_.push_back(id); },
                        [this](const std::string& id) { shredded_.push_back(id); }});
  }
  std::vector<std::string> files() const {
    auto names = list_folder(link_->data.feed(), 100).value();
    std::erase(names, "status.json");
    return names;
  }
  std::vector<std::string> refused() const {
    link::Standing standing;
    feed_->report(standing);
    return standing.refused;
  }
  std::string read(const std::string& name) const {
    return read_text(link_->data.feed() / name, std::size_t{1} << 20).value_or("");
  }
  Digest hash() const { return desk_.company.agreement().hash(); }
  std::string word_name() const { return enrolment::word_file(hash(), desk_.company.witness.verifier()); }

  LinkDesk desk_;
  std::unique_ptr<LinkDesk::Link> link_ = desk_.start();
  std::vector<std::string> wanted_, shredded_;
  std::unique_ptr<link::Feed> feed_ = new_feed();
};

TEST_F(Feed, BringsAWithdrawal) {
  const std::string note = desk_.company.withdraw(desk_.real.utc());
  desk_.centre.publish_withdrawal(note);
  ASSERT_TRUE(feed_->round());
  ASSERT_EQ(files().size(), 1U);
  EXPECT_TRUE(files()[0].ends_with(".withdrawal"));
  EXPECT_EQ(read(files()[0]), note);
}

// A server could fill the disk with them.
TEST_F(Feed, AWithdrawalWithSignaturesOfNobodyIsNoOther) {
  const std::string note = desk_.company.withdraw(desk_.real.utc());
  const auto stranger = note::Signer::generate("stranger").value();
  desk_.centre.publish_withdrawal(note);
  desk_.centre.publish_withdrawal(note::add_signature(note, stranger).value());
  ASSERT_TRUE(feed_->round());
  ASSERT_EQ(files().size(), 1U);
  EXPECT_EQ(read(files()[0]), note);
}

TEST_F(Feed, TellsOfAWithdrawalWithinTwoSeconds) {
  const int asked = desk_.centre.asked();
  std::thread waits([&] { EXPECT_TRUE(feed_->round()); });
  while (desk_.centre.asked() == asked) std::this_thread::yield();
  const Mono before = desk_.real.mono();
  desk_.centre.publish_withdrawal(desk_.company.withdraw(desk_.real.utc()));
  waits.join();
  EXPECT_LT(desk_.real.mono() - before, std::chrono::seconds(2));
  EXPECT_EQ(files().size(), 1U);
}

TEST_F(Feed, BringsTheWitnessesWord) {
  const std::string note = desk_.company.in_force(desk_.real.utc());
  desk_.centre.publish_word(note);
  ASSERT_TRUE(feed_->round());
  EXPECT_EQ(files(), std::vector<std::string>{word_name()});
  EXPECT_EQ(read(word_name()), note);
  link::Standing standing;
  feed_->report(standing);
  EXPECT_TRUE(standing.in_force_until);
}

TEST_F(Feed, AnOldWordReplacesNoNewerOne) {
  const Utc now = desk_.real.utc();
  const std::string note = desk_.company.in_force(now);
  desk_.centre.publish_word(note);
  ASSERT_TRUE(feed_->round());
  desk_.centre.publish_word(desk_.company.in_force(now - std::chrono::hours(1)));
  ASSERT_TRUE(feed_->round());
  EXPECT_EQ(read(word_name()), note);
  const std::string newer = desk_.company.in_force(now + std::chrono::seconds(1));
  desk_.centre.publish_word(newer);
  ASSERT_TRUE(feed_->round());
  EXPECT_EQ(read(word_name()), newer);
}

TEST_F(Feed, AWordOfSomebodyElseIsRefused) {
  const Utc now = desk_.real.utc();
  const auto other = note::Signer::generate("made-up-witness").value();
  const std::string text = agreement::in_force_text({hash(), now, {}}).value();
  desk_.centre.publish_word(note::sign(text, other));
  ASSERT_TRUE(feed_->round());
  EXPECT_TRUE(files().empty());
  ASSERT_EQ(refused().size(), 1U);
  EXPECT_NE(refused()[0].find("no witness"), std::string::npos);
}

TEST_F(Feed, AWordAboutAnotherAgreementIsRefused) {
  const std::string text = agreement::in_force_text({sha256(view_of("other")), desk_.real.utc(), {}}).value();
  desk_.centre.publish_word(note::sign(text, desk_.company.witness));
  ASSERT_TRUE(feed_->round());
  EXPECT_TRUE(files().empty());
}

TEST_F(Feed, AWordFromTheFutureIsRefused) {
  desk_.centre.publish_word(desk_.company.in_force(desk_.real.utc() + std::chrono::minutes(6)));
  ASSERT_TRUE(feed_->round());
  EXPECT_TRUE(files().empty());
  EXPECT_NE(refused().at(0).find("ahead"), std::string::npos);
}

TEST_F(Feed, BringsTheAgreementThatTakesTheEnrolledOnesPlace) {
  fleet::CompanyOptions options;
  options.origin = kOrigin;
  options.ledger = desk_.ledger.verifier();
  options.retention_days = 20;
  options.supersedes = {hash()};
  const std::string note = desk_.company.sign_agreement(options, desk_.real.utc());
  desk_.centre.publish_agreement(note);
  ASSERT_TRUE(feed_->round());
  EXPECT_EQ(files(), std::vector<std::string>{enrolment::kFeedAgreement});
  EXPECT_EQ(read(enrolment::kFeedAgreement), note);
  // What is recorded under it is brought too.
  EXPECT_NE(link_->agreements.with_hash(sha256(view_of(note::parse(note).value().text))), nullptr);
}

TEST_F(Feed, AnAgreementThatReplacesNothingHereIsOnlyKnown) {
  fleet::CompanyOptions options;
  options.retention_days = 20;
  const std::string note = desk_.company.sign_agreement(options, desk_.real.utc());
  desk_.centre.publish_agreement(note);
  ASSERT_TRUE(feed_->round());
  EXPECT_TRUE(files().empty());
  EXPECT_NE(link_->agreements.with_hash(sha256(view_of(note::parse(note).value().text))), nullptr);
}

TEST_F(Feed, AChangedAgreementIsRefused) {
  std::string note = desk_.company.agreement_note();
  note.replace(note.find("days = 30"), 9, "days = 99");
  desk_.centre.publish_agreement(note);
  ASSERT_TRUE(feed_->round());
  EXPECT_TRUE(files().empty());
  ASSERT_EQ(refused().size(), 1U);
  EXPECT_NE(refused()[0].find("signature"), std::string::npos) << refused()[0];
}

roster::Roster with_another_agent(const fleet::Company& company) {
  roster::Roster next = roster::next_version(company.roster().roster(), company.roster().hash());
  next.links.pop_back();
  return next;
}

TEST_F(Feed, BringsTheNextRoster) {
  const std::string note = desk_.company.sign_roster(with_another_agent(desk_.company));
  desk_.centre.publish_roster(note);
  ASSERT_TRUE(feed_->round());
  EXPECT_EQ(read(enrolment::kFeedRoster), note);
  // And not the one before again.
  desk_.centre.publish_roster(desk_.company.roster_note());
  ASSERT_TRUE(feed_->round());
  EXPECT_EQ(read(enrolment::kFeedRoster), note);
}

TEST_F(Feed, APlantedRosterIsRefused) {
  const std::string text = roster::roster_text(with_another_agent(desk_.company));
  // By the employer alone.
  desk_.centre.publish_roster(note::sign(text, desk_.company.employer.signer));
  ASSERT_TRUE(feed_->round());
  EXPECT_TRUE(files().empty());
  EXPECT_EQ(refused().size(), 1U);
}

TEST_F(Feed, ANoteOfAnotherKindIsRefused) {
  const std::string withdrawal = desk_.company.withdraw(desk_.real.utc());
  desk_.centre.publish("roster", withdrawal);
  desk_.centre.publish("agreement", desk_.company.sign_roster(with_another_agent(desk_.company)));
  desk_.centre.publish("withdrawal", desk_.company.agreement_note());
  desk_.centre.publish("something new", "text");
  ASSERT_TRUE(feed_->round());
  EXPECT_TRUE(files().empty());
  EXPECT_EQ(refused().size(), 3U);
}

TEST_F(Feed, AWithdrawalByNobodyIsRefused) {
  const auto stranger = note::Signer::generate("stranger").value();
  const std::string text = note::parse(desk_.company.withdraw(desk_.real.utc())).value().text;
  desk_.centre.publish_withdrawal(note::sign(text, stranger));
  ASSERT_TRUE(feed_->round());
  EXPECT_TRUE(files().empty());
  EXPECT_EQ(refused().size(), 1U);
}

TEST_F(Feed, SaysWhichRecordingsAreWanted) {
  desk_.centre.want("0123456789abcdef0123456789abcdef");
  ASSERT_TRUE(feed_->round());
  EXPECT_EQ(wanted_, std::vector<std::string>{"0123456789abcdef0123456789abcdef"});
}

TEST_F(Feed, SaysWhichRecordingsAreShredded) {
  desk_.centre.bury("0123456789abcdef0123456789abcdef");
  ASSERT_TRUE(feed_->round());
  EXPECT_EQ(shredded_, std::vector<std::string>{"0123456789abcdef0123456789abcdef"});
}

TEST_F(Feed, NoNewsIsNoError) { EXPECT_TRUE(feed_->round()); }

}  // namespace
}  // namespace insyn::link_test
