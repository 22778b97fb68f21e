#include "tray/centre_discard.h"

#include <gtest/gtest.h>

#include "agreement/testing.h"
#include "enrolment/key_files.h"
#include "link/outbox/outbox.h"
#include "recording/store/kept_terms.h"
#include "recording/testing.h"
#include "roster/proof.h"
#include "roster/testing.h"

namespace insyn::tray {
namespace {

using recording::kTestId;

// Discarding is agreed for 72 hours after the longest call, of an hour.
const Utc kBegin = parse_utc("2026-12-01T08:15:03.250Z").value();
constexpr std::chrono::hours kDiscardable{73};

class CentreDiscardTest : public testing::Test {
 protected:
  CentreDiscardTest() {
    EXPECT_TRUE(key_.make());
    EXPECT_TRUE(ensure_folders(link::outbox_of(places_.link)));
    list_agent("a17");
  }
  // The roster with this key of the agent.
  void list_agent(const std::string& pseudonym) {
    const roster::TestAgent other("another");
    roster::Roster listed = roster::roster_of(other, workstation_.certifier.device());
    write(places_.roster, roster::roster_text(listed));
    const std::string proof = key_.proof_for(places_.roster, pseudonym).value();
    listed.agents.push_back({pseudonym, {}, {roster::parse_proof(proof).value().key}});
    write(places_.roster, roster::roster_text(listed));
  }
  static void write(const Path& file, const std::string& text) {
    EXPECT_TRUE(write_file(file, view_of(text), Access::kOwnerOnly, IfExists::kReplace));
  }
  // Under terms with a centre, or without.
  void record(bool with_centre) {
    std::string terms = agreement::example_terms();
    if (with_centre) {
      const note::Signer key = note::Signer::generate("centre.example").value();
      terms += fmt::format("\n[ledger]\norigin = \"centre.example\"\nkey = \"{0}\"\nwitnesses = [\"{0}\"]\n",
                           key.verifier().text());
    }
    ASSERT_TRUE(recording::keep_terms(workstation_.spool, terms));
    recording::Beginning beginning = workstation_.beginning();
    beginning.opening.agreement_hash = sha256(view_of(terms));
    auto writer = workstation_.begin(std::move(beginning)).value();
    ASSERT_TRUE(recording::Workstation::close(writer));
  }
  Result<bool> discard(Utc now = kBegin) { return discard_at_centre(places_, key_, kTestId, now); }
  bool is_left() const { return link::is_unconfirmed(link::outbox_of(places_.link), kTestId); }

  recording::Workstation workstation_;
  const Path beside_ = workstation_.spool / "beside";
  const DiscardPlaces places_{workstation_.spool, workstation_.spool / "roster.note", beside_ / "link"};
  const AgentKey key_{beside_ / "agent-key"};
};

TEST_F(CentreDiscardTest, WhatTheAgentSignedIsLeftForTheLink) {
  record(true);
  const auto left = discard();
  ASSERT_TRUE(left) << left.error().message;
  EXPECT_TRUE(*left);
  const std::string note =
      read_text(link::outbox_of(places_.link) / link::discard_file(kTestId), 10'000).value();
  const std::vector<note::Verifier> keys = {
      enrolment::read_signer(key_.folder() / "agent.sign").value().verifier()};
  EXPECT_EQ(recording::verify_discard(note, keys).value(), (recording::DiscardOrder{kTestId, "a17", kBegin}));
}

TEST_F(CentreDiscardTest, NothingIsLeftWhereTheAgreementHasNoCentre) {
  record(false);
  EXPECT_FALSE(discard().value());
  EXPECT_FALSE(is_left());
}

TEST_F(CentreDiscardTest, NothingIsLeftAfterTheAgreedTime) {
  record(true);
  EXPECT_FALSE(discard(kBegin + kDiscardable).value());
  EXPECT_FALSE(is_left());
  EXPECT_TRUE(discard(kBegin + kDiscardable - std::chrono::milliseconds(1)).value());
  EXPECT_TRUE(is_left());
}

TEST_F(CentreDiscardTest, WithoutTheAgentsKeyOrALinkItSaysWhy) {
  record(true);
  const Path here = link::outbox_of(places_.link);
  std::filesystem::remove_all(here);
  EXPECT_NE(discard().error().message.find("insyn-link makes it where it runs"), std::string::npos);
  ASSERT_TRUE(ensure_folders(here));
  list_agent("a18");
  EXPECT_NE(discard().error().message.find("there is no key of “a17”"), std::string::npos);
  EXPECT_FALSE(is_left());
}

}  // namespace
}  // namespace insyn::tray
