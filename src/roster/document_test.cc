// docs/agreement.md is a contract: its example of a roster is checked from the page itself.
#include <gtest/gtest.h>

#include "os/file.h"
#include "roster/presence.h"
#include "roster/testing.h"
#include "seal/open/identity.h"

namespace insyn::roster {
namespace {

std::string example(const std::string& name) {
  const auto page = read_text(Path(INSYN_SOURCE_DIR) / "docs/agreement.md", std::size_t{1} << 20);
  if (!page) return "no page";
  const std::string begin = "```" + name + "\n";
  const std::size_t at = page->find(begin);
  if (at == std::string::npos) return "no example";
  const std::size_t start = at + begin.size();
  return page->substr(start, page->find("```\n", start) - start);
}

note::PublicKeys keys(const std::string& whose) {
  return note::parse_public_keys(example(whose + ".pub")).value();
}
note::Signer signer(const std::string& whose) {
  return note::Signer::parse(example(whose + ".sign")).value();
}

SignedRoster verified(const std::string& name) {
  auto roster = SignedRoster::verify(example(name), {keys("employer"), keys("union")});
  EXPECT_TRUE(roster) << name << ": " << roster.error().message;
  return std::move(roster.value());
}

TEST(RosterDocument, ItsRostersAreWrittenAsTheyAreSaidToBe) {
  for (const char* name : {"roster.note", "roster.next"}) {
    EXPECT_EQ(signed_by(verified(name).roster(), signer("employer"), signer("union")), example(name)) << name;
  }
  EXPECT_EQ(to_hex(verified("roster.next").hash()) + "\n", example("roster.hash"));
}

TEST(RosterDocument, ItsSecondVersionFollowsTheFirst) {
  const SignedRoster first = verified("roster.note");
  const SignedRoster second = verified("roster.next");
  EXPECT_EQ(second->before, std::vector<Digest>{first.hash()});
  EXPECT_TRUE(check_follows({first->id, first->version, first.hash()}, second));
  EXPECT_FALSE(check_follows({second->id, second->version, second.hash()}, first));
}

TEST(RosterDocument, ItsProofIsOfTheAgentsKeyAndOnTheRoster) {
  const auto proof = parse_proof(example("agent.proof"));
  ASSERT_TRUE(proof) << proof.error().message;
  const note::PublicKeys agent = keys("agent");
  EXPECT_EQ(proof->key.sign, *agent.verifier);
  EXPECT_EQ(proof->key.age, agent.recipient);
  EXPECT_EQ(note::sign(proof_text(proof->roster, proof->agent, proof->key), signer("agent")),
            example("agent.proof"));
  const auto identities = seal::parse_identity_file(example("agent.age"));
  ASSERT_TRUE(identities) << identities.error().message;
  EXPECT_EQ(identities->front().recipient().text(), agent.recipient);
  const SignedRoster roster = verified("roster.note");
  const Agent* listed = roster->agent_with(agent.recipient);
  ASSERT_NE(listed, nullptr);
  EXPECT_EQ(listed->name, proof->agent);
  EXPECT_EQ(roster->id, proof->roster);
  EXPECT_EQ(listed->keys.front().opens, proof->key.opens);
  EXPECT_EQ(listed->keys.front().vouch, proof->key.vouch);
}

// docs/control.md says how an agent at a shared computer proves to be there.
TEST(RosterDocument, TheControlProtocolsAgentIsHereByTheKeyOfItsExample) {
  const auto page = read_text(Path(INSYN_SOURCE_DIR) / "docs/control.md", std::size_t{1} << 20);
  ASSERT_TRUE(page) << page.error().message;
  const std::string nonce = "00112233445566778899aabbccddeeff";
  const std::string signature = sign_presence("agent-7", nonce, signer("agent"));
  EXPECT_NE(page->find("\"nonce\":\"" + nonce + "\""), std::string::npos);
  EXPECT_NE(page->find("\"agent\":\"agent-7\",\"signature\":\"" + signature + "\""), std::string::npos)
      << signature;
  const SignedRoster roster = verified("roster.note");
  EXPECT_TRUE(check_presence(*roster->agent_with(keys("agent").recipient), nonce, signature));
}

}  // namespace
}  // namespace insyn::roster
