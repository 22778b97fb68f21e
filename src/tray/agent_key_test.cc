#include "tray/agent_key.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "enrolment/key_files.h"
#include "enrolment/open/identity_file.h"
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
