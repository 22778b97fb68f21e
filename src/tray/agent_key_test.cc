#include "tray/agent_key.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "enrolment/key_files.h"
#include "enrolment/open/identity_file.h"
#include "roster/presence.h"
#include "roster/testing.h"

namespace insyn::tray {
namespace {

class AgentKeyTest : public testing::Test {
 protected:
  AgentKeyTest() { EXPECT_TRUE(create_folder(folder_)); }
  ~AgentKeyTest() override { std::filesystem::remove_all(folder_); }
  static int rights(const Path& path) {
    return static_cast<int>(std::filesystem::status(path).permissions());
  }

  const Path folder_ =
      std::filesystem::temp_directory_path() / ("insyn-agent-key-" + to_hex(random_bytes(8)));
  const AgentKey key_{folder_ / "share" / "insyn" / "agent-key"};
};

TEST_F(AgentKeyTest, IsTheUsersAloneAndOfBothHalves) {
  EXPECT_FALSE(key_.exists());
  ASSERT_TRUE(key_.make());
  EXPECT_TRUE(key_.exists());
  EXPECT_EQ(rights(key_.folder()), 0700);
  EXPECT_EQ(rights(key_.opens()), 0600);
  EXPECT_EQ(rights(key_.folder() / "agent.sign"), 0600);
  const auto pub = enrolment::read_public_keys(key_.folder() / "agent.pub");
  ASSERT_TRUE(pub) << pub.error().message;
  EXPECT_EQ(pub->role, note::Role::kAgent);
  EXPECT_EQ(pub->recipient, enrolment::read_identities(key_.opens()).value().front().recipient().text());
  EXPECT_EQ(pub->verifier, enrolment::read_signer(key_.folder() / "agent.sign").value().verifier());
  EXPECT_EQ(enrolment::read_agent_recipient(key_.folder() / "agent.pub").value(), pub->recipient);
}

TEST_F(AgentKeyTest, IsNeverOverwritten) {
  ASSERT_TRUE(key_.make());
  const std::string before = key_.public_text().value();
  EXPECT_FALSE(key_.make());
  EXPECT_EQ(key_.public_text().value(), before);
}

TEST_F(AgentKeyTest, ACopyOpensWhatItOpens) {
  ASSERT_TRUE(key_.make());
  const Path copy = key_.back_up(folder_).value();
  EXPECT_EQ(rights(copy), 0700);
  EXPECT_EQ(rights(copy / "agent.age"), 0600);
  EXPECT_EQ(read_text(copy / "agent.age", 10'000).value(), read_text(key_.opens(), 10'000).value());
  EXPECT_EQ(read_text(copy / "agent.pub", 10'000).value(), key_.public_text().value());
}

TEST_F(AgentKeyTest, ACopyIsPutBackAndWhatWasThereIsKept) {
  ASSERT_TRUE(key_.make());
  const std::string first = key_.public_text().value();
  const Path copy = key_.back_up(folder_).value();
  EXPECT_EQ(key_.restore(copy, folder_ / "none", "").error().why, NotRestored::Why::kInPlace);
  const Path replaced = key_.replace().value();
  const std::string second = key_.public_text().value();
  std::filesystem::rename(replaced, folder_ / "elsewhere");
  const auto kept = key_.restore(copy, folder_ / "none", "");
  ASSERT_TRUE(kept) << kept.error().what;
  ASSERT_TRUE(*kept);
  EXPECT_EQ(read_text(**kept / "agent.pub", 10'000).value(), second);
  EXPECT_EQ(key_.public_text().value(), first);
  EXPECT_EQ(rights(key_.folder()), 0700);
  for (const char* secret : {"agent.age", "agent.sign"}) EXPECT_EQ(rights(key_.folder() / secret), 0600);
  // On a computer that has none.
  std::filesystem::remove_all(key_.folder());
  EXPECT_EQ(key_.restore(copy, folder_ / "none", "").value(), std::nullopt);
  EXPECT_EQ(key_.public_text().value(), first);
}

TEST_F(AgentKeyTest, WhatIsNoWholeKeyOfThatAgentIsNotPutBack) {
  ASSERT_TRUE(key_.make());
  const std::string before = key_.public_text().value();
  const roster::TestAgent anna("agent-1"), berit("agent-2");
  const Path roster = folder_ / "roster.toml";
  roster::Roster listed = roster::roster_of(anna, note::Signer::generate("desk").value().verifier());
  listed.agents.push_back({"agent-2", {}, {berit.key(listed.id)}});
  ASSERT_TRUE(
      write_file(roster, view_of(roster::roster_text(listed)), Access::kOwnerOnly, IfExists::kRefuse));
  const auto folder_of = [&](const roster::TestAgent& pub, const roster::TestAgent& sign,
                             const roster::TestAgent& age, note::Role role = note::Role::kAgent) {
    const Path folder = folder_ / ("copy-" + to_hex(random_bytes(4)));
    EXPECT_TRUE(create_folder(folder));
    const auto put = [&](const char* name, const std::string& text) {
      EXPECT_TRUE(write_file(folder / name, view_of(text), Access::kOwnerOnly, IfExists::kRefuse));
    };
    note::PublicKeys keys = pub.keys();
    keys.role = role;
    put("agent.pub", note::public_keys_text(keys));
    put("agent.sign", sign.signer.secret_text() + "\n");
    put("agent.age", seal::identity_file_text(age.identity, "test"));
    return folder;
  };
  using Why = NotRestored::Why;
  const auto expect_refused = [&](const Path& copy, const std::string& agent, Why why,
                                  std::string_view what) {
    const auto restored = key_.restore(copy, roster, agent);
    ASSERT_FALSE(restored);
    EXPECT_EQ(restored.error().why, why);
    EXPECT_NE(restored.error().what.find(what), std::string::npos) << restored.error().what;
    EXPECT_EQ(key_.public_text().value(), before);
  };
  expect_refused(folder_of(berit, berit, berit), "agent-1", Why::kAnothers, "agent-2");
  const roster::TestAgent stranger("agent-3");
  expect_refused(folder_of(stranger, stranger, stranger), "agent-1", Why::kNobodys, stranger.age());
  expect_refused(folder_of(stranger, stranger, stranger), "", Why::kNobodys, stranger.age());
  expect_refused(folder_of(anna, berit, anna), "agent-1", Why::kNotWhole, "copy-");
  expect_refused(folder_of(anna, anna, berit), "agent-1", Why::kNotWhole, "copy-");
  expect_refused(folder_of(anna, anna, anna, note::Role::kUnion), "agent-1", Why::kNotAgents, "union");
  expect_refused(folder_ / "nothing", "agent-1", Why::kFault, "nothing");
  const Path mine = folder_of(anna, anna, anna);
  EXPECT_TRUE(key_.restore(mine, roster, "agent-1"));
  EXPECT_TRUE(key_.restore(folder_of(berit, berit, berit), roster, ""))
      << "several agents share the computer";
}

TEST_F(AgentKeyTest, SaysWithTheKeyThatTheRosterHasThatItsAgentIsHere) {
  ASSERT_TRUE(key_.make());
  roster::Roster listed;
  listed.id = "centre-1";
  const auto keys = enrolment::read_public_keys(key_.folder() / "agent.pub").value();
  const Path draft = folder_ / "roster.toml";
  const auto write = [&] {
    EXPECT_TRUE(
        write_file(draft, view_of(roster::roster_text(listed)), Access::kOwnerOnly, IfExists::kReplace));
  };
  write();
  EXPECT_FALSE(key_.presence(draft, "agent-1", "00")) << "not on it";
  listed.agents.push_back(
      {"agent-1", {}, {roster::parse_proof(key_.proof_for(draft, "agent-1").value()).value().key}});
  write();
  const auto said = key_.presence(draft, "agent-1", "00");
  ASSERT_TRUE(said) << said.error().message;
  EXPECT_TRUE(roster::check_presence(listed.agents.front(), "00", *said));
  EXPECT_FALSE(key_.presence(draft, "agent-2", "00"));
  // The roster still has the key that was replaced.
  ASSERT_TRUE(key_.replace());
  EXPECT_TRUE(
      roster::check_presence(listed.agents.front(), "01", key_.presence(draft, "agent-1", "01").value()));
}

TEST_F(AgentKeyTest, IsProvedToARosterUnderAPseudonym) {
  ASSERT_TRUE(key_.make());
  const roster::TestAgent other("agent-1");
  const auto device = note::Signer::generate("desk-1").value();
  const Path file = folder_ / "roster.toml";
  ASSERT_TRUE(write_file(file, view_of(roster::roster_text(roster::roster_of(other, device.verifier()))),
                         Access::kEveryoneReads, IfExists::kRefuse));
  const auto text = key_.proof_for(file, "agent-2");
  ASSERT_TRUE(text) << text.error().message;
  const auto proof = roster::parse_proof(*text);
  ASSERT_TRUE(proof) << proof.error().message;
  EXPECT_EQ(proof->agent, "agent-2");
  EXPECT_EQ(proof->roster, "test");
  EXPECT_EQ(proof->key.age, enrolment::read_agent_recipient(key_.folder() / "agent.pub").value());
  EXPECT_FALSE(key_.proof_for(file, ""));
  EXPECT_FALSE(key_.proof_for(folder_ / "missing", "agent-2"));
}

TEST_F(AgentKeyTest, AReplacedOneIsKept) {
  ASSERT_TRUE(key_.make());
  const std::string before = key_.public_text().value();
  const Path kept = key_.replace().value();
  EXPECT_NE(key_.public_text().value(), before);
  EXPECT_EQ(read_text(kept / "agent.pub", 10'000).value(), before);
  EXPECT_EQ(rights(kept), 0700);
}

}  // namespace
}  // namespace insyn::tray
