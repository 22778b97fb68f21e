#include "recorder/stages/recording_keys.h"

#include <gtest/gtest.h>

#include "agreement/testing.h"
#include "seal/open/open_recording_key.h"

namespace insyn::recorder {
namespace {

using seal::Identity;

// The parties' and the agent's keys, and an agreement that names them.
class RecordingKeysTest : public testing::Test {
 protected:
  agreement::Agreement agreement(const std::string& change = "", const std::string& into = "") const {
    return verified(change, into).value();
  }
  Result<agreement::Agreement> verified(const std::string& change, const std::string& into) const {
    std::string terms = agreement::metrics_terms();
    terms = with(terms, agreement::kThirdRecipient, insight_.recipient().text());
    terms = with(terms, "level = \"metrics\"", "level = \"full\"");
    if (!change.empty()) terms = with(terms, change, into);
    const auto employer = agreement::party(note::Role::kEmployer, "Nord", reviewer_.recipient().text());
    const auto unions = agreement::party(note::Role::kUnion, "Klubben", union_.recipient().text());
    terms += agreement::vouched_table(note::Role::kInsight, "Analys", insight_.recipient().text(), employer);
    return agreement::Agreement::verify(agreement::signed_by_both(terms, employer, unions),
                                        {employer.keys, unions.keys});
  }
  std::vector<std::string> agent() const { return {agent_.recipient().text(), home_.recipient().text()}; }
  static std::span<const Identity> only(const Identity& identity) { return {&identity, 1}; }

  Identity reviewer_ = Identity::generate(), union_ = Identity::generate(), insight_ = Identity::generate(),
           agent_ = Identity::generate(), home_ = Identity::generate();
};

TEST_F(RecordingKeysTest, PicturesTakeTheUnionAndAReviewer) {
  const RecordingKeys keys = make_recording_keys(agreement(), {}).value();
  const Identity opened = seal::open_by_two(keys.files.pictures, only(union_), only(reviewer_)).value();
  EXPECT_EQ(opened.recipient(), *keys.pictures);
  for (const Identity* one : {&union_, &reviewer_, &insight_, &agent_})
    EXPECT_FALSE(seal::open_two_layers(keys.files.pictures, only(*one)));
  EXPECT_FALSE(seal::open_by_two(keys.files.pictures, only(union_), only(insight_)));
}

TEST_F(RecordingKeysTest, EventsTakeTheUnionAndTheInsightKey) {
  const RecordingKeys keys = make_recording_keys(agreement(), {}).value();
  const Identity opened = seal::open_by_two(keys.files.events, only(union_), only(insight_)).value();
  EXPECT_EQ(opened.recipient(), *keys.events);
  for (const Identity* one : {&union_, &reviewer_, &insight_, &agent_})
    EXPECT_FALSE(seal::open_two_layers(keys.files.events, only(*one)));
  EXPECT_FALSE(seal::open_by_two(keys.files.events, only(union_), only(reviewer_)));
}

TEST_F(RecordingKeysTest, CallStatementsAreTheUnionsAndNoReviewers) {
  const RecordingKeys keys = make_recording_keys(agreement(), {}).value();
  EXPECT_EQ(seal::open_one_layer(keys.files.calls, only(union_)).value().front().recipient(), keys.calls);
  EXPECT_FALSE(seal::open_one_layer(keys.files.calls, only(reviewer_)));
  EXPECT_FALSE(seal::open_one_layer(keys.files.calls, only(insight_)));
}

TEST_F(RecordingKeysTest, EachKeyOfTheAgentOpensAllThree) {
  const RecordingKeys keys = make_recording_keys(agreement(), agent()).value();
  for (const Identity* own : {&agent_, &home_}) {
    const auto opened = seal::open_one_layer(keys.files.agent, only(*own)).value();
    ASSERT_EQ(opened.size(), 3U);
    EXPECT_EQ(opened[0].recipient(), *keys.pictures);
    EXPECT_EQ(opened[1].recipient(), *keys.events);
    EXPECT_EQ(opened[2].recipient(), keys.calls);
  }
  EXPECT_FALSE(seal::open_one_layer(keys.files.agent, only(union_)));
}

TEST_F(RecordingKeysTest, WithoutSeeOwnTheAgentHasNoFile) {
  const auto blind = agreement("[insight]", "[agent]\nsee_own = false\n[insight]");
  EXPECT_TRUE(make_recording_keys(blind, agent())->files.agent.empty());
  EXPECT_TRUE(make_recording_keys(agreement(), {})->files.agent.empty());
}

TEST_F(RecordingKeysTest, WithoutPicturesThereIsNoKeyForThem) {
  const RecordingKeys keys =
      make_recording_keys(agreement("level = \"full\"", "level = \"metrics\""), agent()).value();
  EXPECT_FALSE(keys.pictures);
  EXPECT_TRUE(keys.files.pictures.empty());
  EXPECT_TRUE(keys.events);
  EXPECT_EQ(seal::open_one_layer(keys.files.agent, only(agent_))->size(), 2U);
}

TEST_F(RecordingKeysTest, AnInsightKeyThatIsTheUnionsIsRefused) {
  const auto same = verified(insight_.recipient().text(), union_.recipient().text());
  ASSERT_FALSE(same);
  EXPECT_NE(same.error().message.find("one key would open"), std::string::npos) << same.error().message;
}

}  // namespace
}  // namespace insyn::recorder
