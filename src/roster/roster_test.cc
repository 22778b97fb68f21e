#include "roster/roster.h"

#include <gtest/gtest.h>

#include "base/testing.h"
#include "roster/presence.h"
#include "roster/testing.h"

namespace insyn::roster {
namespace {

using note::Role;

class RosterTest : public testing::Test {
 protected:
  std::vector<note::PublicKeys> pins() const {
    return {{Role::kEmployer, "E", employer_.verifier(), ""}, {Role::kUnion, "U", union_.verifier(), ""}};
  }
  Result<SignedRoster> verify(const Roster& roster) const {
    return SignedRoster::verify(signed_by(roster, employer_, union_), pins());
  }
  static void expect_refused(const Status& refused, std::string_view words) {
    ASSERT_FALSE(refused) << words;
    EXPECT_NE(refused.error().message.find(words), std::string::npos) << refused.error().message;
  }
  template <class T>
  static void expect_refused(const Result<T>& refused, std::string_view words) {
    ASSERT_FALSE(refused) << words;
    EXPECT_NE(refused.error().message.find(words), std::string::npos) << refused.error().message;
  }

  const note::Signer employer_ = note::Signer::generate("employer").value();
  const note::Signer union_ = note::Signer::generate("union").value();
  const note::Signer device_ = note::Signer::generate("desk-12").value();
  const note::Signer link_ = note::Signer::generate("link-12").value();
  const TestAgent anna_ = TestAgent("agent-7");
  const TestAgent berit_ = TestAgent("agent-8");
  const Roster roster_ = roster_of(anna_, device_.verifier());
};

TEST_F(RosterTest, ComesBackAsItWasWritten) {
  Roster roster = roster_;
  roster.agents[0].numbers = {"201", "5501"};
  roster.agents.push_back({"agent-8", {}, {berit_.key("test")}});
  roster.links.push_back({"link-12", link_.verifier()});
  const auto verified = verify(roster);
  ASSERT_TRUE(verified) << verified.error().message;
  EXPECT_EQ(roster_text(verified->roster()), roster_text(roster));
  EXPECT_EQ(verified->hash(), sha256(view_of(roster_text(roster))));
  EXPECT_EQ(verified->roster().agent_with(anna_.age())->name, "agent-7");
  EXPECT_EQ(verified->roster().agent_with("age1"), nullptr);
  EXPECT_EQ(verified->roster().device_with(device_.verifier())->name, "desk-12");
  EXPECT_EQ(verified->roster().device_with(link_.verifier()), nullptr);
}

TEST_F(RosterTest, EveryPartySigns) {
  const std::string once = note::sign(roster_text(roster_), employer_);
  expect_refused(SignedRoster::verify(once, pins()), "the union (U) has not signed this roster");
  expect_refused(SignedRoster::verify(note::sign(roster_text(roster_), union_), pins()),
                 "the employer (E) has not");
  auto three = pins();
  three.push_back({Role::kUnion, "V", device_.verifier(), ""});
  expect_refused(SignedRoster::verify(signed_by(roster_, employer_, union_), three), "the union (V) has not");
}

TEST_F(RosterTest, ThePinsAreTheParties) {
  const std::string note = signed_by(roster_, employer_, union_);
  auto pins = this->pins();
  pins[1].role = Role::kEmployer;
  expect_refused(SignedRoster::verify(note, pins), "the pin of the employer and that of each union");
  pins[1] = pins[0];
  pins[1].role = Role::kUnion;
  expect_refused(SignedRoster::verify(note, pins), "the same signing key");
  pins[1].role = Role::kDevice;
  expect_refused(SignedRoster::verify(note, pins), "has role device");
  expect_refused(SignedRoster::verify(note, {this->pins()[1]}), "the pin of the employer");
}

TEST_F(RosterTest, AChangedOneIsRefused) {
  const std::string note = signed_by(roster_, employer_, union_);
  expect_refused(SignedRoster::verify(with(note, "version = 1", "version = 2"), pins()),
                 "does not match the text");
}

TEST_F(RosterTest, AKeyWithoutProofIsRefused) {
  // The employer's own key, under an agent's name, with the agent's proof.
  Roster planted = roster_;
  planted.agents[0].keys[0].age = berit_.age();
  expect_refused(verify(planted), "has no proof that the agent can open with it");
  // A proof for another pseudonym, or another roster.
  planted = roster_;
  planted.agents[0].name = "agent-9";
  expect_refused(verify(planted), "has no proof that the agent can open with it");
  planted = roster_;
  planted.id = "another";
  expect_refused(verify(planted), "has no proof");
  planted = roster_;
  planted.agents[0].keys[0].opens.clear();
  EXPECT_FALSE(verify(planted));
  // Only the half that signs.
  planted = roster_;
  planted.agents[0].keys[0].vouch = berit_.key("test").vouch;
  expect_refused(verify(planted), "is not signed for with its other half");
}

TEST_F(RosterTest, OneKeyIsOfOne) {
  Roster twice = roster_;
  twice.agents.push_back({"agent-8", {}, {anna_.key("test")}});
  expect_refused(parse_roster(roster_text(twice)), "on the roster already");
  twice = roster_;
  twice.devices.push_back({"desk-13", device_.verifier()});
  expect_refused(parse_roster(roster_text(twice)), "on the roster already");
  twice = roster_;
  twice.links.push_back({"link-1", device_.verifier()});
  expect_refused(parse_roster(roster_text(twice)), "on the roster already");
  twice = roster_;
  twice.devices.push_back({"desk-12", link_.verifier()});
  expect_refused(parse_roster(roster_text(twice)), "device.name “desk-12” is given twice");
  twice = roster_;
  twice.agents.push_back({"agent-7", {}, {berit_.key("test")}});
  expect_refused(parse_roster(roster_text(twice)), "agent.name “agent-7” is given twice");
  // One agent's half that opens, proven by that agent beside another half that signs.
  twice = roster_;
  const std::string both = make_proof("test", "agent-8", berit_.signer, anna_.identity);
  twice.agents.push_back({"agent-8", {}, {parse_proof(both).value().key}});
  expect_refused(parse_roster(roster_text(twice)), "key.age is a key that is on the roster already");
  twice = roster_;
  twice.agents[0].numbers = {"201"};
  twice.agents.push_back({"agent-8", {"201"}, {berit_.key("test")}});
  expect_refused(parse_roster(roster_text(twice)), "“201” is of two agents");
}

TEST_F(RosterTest, AnAgentMayHaveSeveralKeys) {
  const TestAgent other_desk("agent-7");
  Roster roster = roster_;
  roster.agents[0].keys.push_back(other_desk.key("test"));
  const auto verified = verify(roster);
  ASSERT_TRUE(verified) << verified.error().message;
  EXPECT_EQ(verified->roster().agent_with(other_desk.age())->name, "agent-7");
}

TEST_F(RosterTest, MalformedOnesAreRefusedWithTheirLine) {
  const std::string text = roster_text(roster_);
  for (const auto& [from, to, words] :
       {std::tuple{"insyn_roster = 1", "insyn_roster = 2", "line 1: insyn_roster is 2"},
        std::tuple{"id = \"test\"", "id = \"te\\u00ADst\"", "line 2: id has the invisible character"},
        std::tuple{"version = 1", "version = 0", "line 3: version is 0"},
        std::tuple{"version = 1", "version = 2", "before must name the versions before"},
        std::tuple{"version = 1", "version = 1\nbefore = [\"ab\"]", "before must name the versions before"},
        std::tuple{"version = 1", "version = 2\nbefore = [\"ab\"]", "before must be SHA-256 hashes"},
        std::tuple{"version = 1", "version = 2\nbefore = \"ab\"", "before must be a list"},
        std::tuple{"[[device]]", "[[desk]]", "desk is not a key"},
        std::tuple{"[[device]]", "[device]", "device must be [[device]] tables"},
        std::tuple{"name = \"desk-12\"\nsign = \"desk-12+", "name = \"desk-12\"\nsign = \"desk-13+",
                   "device.sign"},
        std::tuple{"[[agent]]\nname", "[[agent]]\ntitle = \"x\"\nname", "agent.title is not a key"},
        std::tuple{"agent = \"agent-7\"", "agent = \"agent-6\"", "“agent-6” is no [[agent]]"},
        std::tuple{"opens = \"", "opens = \"*", "key.opens is not base64"}}) {
    expect_refused(parse_roster(with(text, from, to)), words);
  }
  Roster keyless = roster_;
  keyless.agents[0].keys.clear();
  expect_refused(parse_roster(roster_text(keyless)), "is missing for the agent “agent-7”");
}

TEST_F(RosterTest, ItNamesAtMostSoManyVersionsBefore) {
  Roster roster = roster_;
  roster.version = 100;
  for (std::size_t i = 0; i < kMostBefore; ++i) roster.before.push_back(sha256(view_of(std::to_string(i))));
  EXPECT_TRUE(parse_roster(roster_text(roster)));
  roster.before.push_back(sha256(view_of("one more")));
  expect_refused(parse_roster(roster_text(roster)), "before must name the versions before");
}

TEST_F(RosterTest, ANoteWithoutSignaturesIsToldFromAMalformedOne) {
  expect_refused(SignedRoster::verify(roster_text(roster_), pins()), "nobody has signed this roster");
  expect_refused(SignedRoster::verify(signed_by(roster_, employer_, union_) + "x\n", pins()), "the roster: ");
}

TEST_F(RosterTest, EachVersionNamesTheOneBefore) {
  const SignedRoster first = verify(roster_).value();
  const Seen seen{"test", 1, first.hash()};
  EXPECT_TRUE(check_follows(seen, first));
  const SignedRoster second = verify(next_version(roster_, first.hash())).value();
  EXPECT_EQ(second.roster().version, 2);
  EXPECT_TRUE(check_follows(seen, second));
  const SignedRoster third = verify(next_version(second.roster(), second.hash())).value();
  EXPECT_TRUE(check_follows(seen, third));
  expect_refused(check_follows({"test", 2, second.hash()}, first), "is older than version 2");
  // Another version 1, or 2, than the one that was seen.
  Roster other = roster_;
  other.devices[0].name = "desk-13";
  const SignedRoster fork = verify(other).value();
  expect_refused(check_follows(seen, fork), "two different versions 1");
  const SignedRoster of_fork = verify(next_version(fork.roster(), fork.hash())).value();
  expect_refused(check_follows(seen, of_fork), "does not follow version 1");
  expect_refused(check_follows(seen, verify(next_version(of_fork.roster(), of_fork.hash())).value()),
                 "does not follow version 1");
  EXPECT_TRUE(check_follows({"another", 9, {}}, first));
}

TEST_F(RosterTest, MoreVersionsThanItNamesCannotBeMissed) {
  const SignedRoster first = verify(roster_).value();
  Roster later = roster_;
  for (std::size_t i = 0; i < kMostBefore; ++i) {
    later = next_version(later, i == 0 ? first.hash() : sha256(view_of(std::to_string(i))));
  }
  EXPECT_TRUE(check_follows({"test", 1, first.hash()}, verify(later).value()));
  later = next_version(later, sha256(view_of("the last one")));
  EXPECT_EQ(later.before.size(), kMostBefore);
  expect_refused(check_follows({"test", 1, first.hash()}, verify(later).value()), "does not follow");
}

TEST_F(RosterTest, AProofIsForOnePseudonymOnOneRoster) {
  const std::string note = anna_.proof("test");
  const auto proof = parse_proof(note);
  ASSERT_TRUE(proof) << proof.error().message;
  EXPECT_EQ(proof->agent, "agent-7");
  EXPECT_EQ(proof->roster, "test");
  expect_refused(parse_proof(with(note, "agent-7\"\nsign", "agent-8\"\nsign")), "has no proof");
  expect_refused(parse_proof(note + note.substr(note.rfind("— "))), "is no proof of an agent's key");
  expect_refused(parse_proof("insyn_proof = 1\n"), "is no proof");
  // Signed by the agent, and not as it is written; what is put together again on a roster would be another
  // text.
  const std::string text = proof_text("test", "agent-7", proof->key);
  expect_refused(parse_proof(note::sign("# a proof\n" + text, anna_.signer)),
                 "is not written as insyn keys prove writes it");
  expect_refused(parse_proof(note::sign(with(text, "opens = \"", "opens = \"*"), anna_.signer)),
                 "is not base64");
  expect_refused(parse_proof(note::sign(with(text, "insyn_proof = 1", "insyn_proof = 2"), anna_.signer)),
                 "the proof: line 1: insyn_proof is 2");
  expect_refused(parse_proof(note::sign(text + "more = 1\n", anna_.signer)), "more is not a key");
  // Signed by another key than the one that it names.
  expect_refused(parse_proof(note::sign(proof_text("test", "agent-7", proof->key), berit_.signer)),
                 "is not signed for with its other half");
}

TEST_F(RosterTest, WhoeverIsHereSignsTheNumberOfTheMomentWithAKeyOnTheRoster) {
  const std::string nonce = "00112233445566778899aabbccddeeff";
  const Agent& anna = roster_.agents.front();
  const std::string signature = sign_presence(anna.name, nonce, anna_.signer);
  EXPECT_EQ(signature.find('\n'), std::string::npos);
  EXPECT_TRUE(check_presence(anna, nonce, signature));
  expect_refused(check_presence(anna, "10112233445566778899aabbccddeeff", signature),
                 "is not signed with a key");
  expect_refused(check_presence(anna, nonce, sign_presence(anna.name, nonce, berit_.signer)),
                 "is not signed with a key that “agent-7” has");
  expect_refused(check_presence(anna, nonce, sign_presence("agent-8", nonce, anna_.signer)), "is not signed");
  for (const char* none : {"", "agent-7", "agent-7 AAAA", "\n", "agent-7+00000000+AAAA"})
    expect_refused(check_presence(anna, nonce, none), "is not signed");
  expect_refused(check_presence(anna, nonce, signature + "\n— " + signature), "is not signed");
}

}  // namespace
}  // namespace insyn::roster
