#include "enrolment/enrolment.h"

#include <gtest/gtest.h>

#include "agreement/testing.h"
#include "base/text.h"
#include "enrolment/agreement_file.h"
#include "enrolment/enrolled.h"
#include "enrolment/key_files.h"
#include "enrolment/open/identity_file.h"
#include "roster/testing.h"

namespace insyn::enrolment {
namespace {

// One file of each kind, and a workstation's enrolment.
class EnrolmentTest : public testing::Test {
 protected:
  EnrolmentTest() {
    std::filesystem::create_directory(folder_);
    const agreement::Party employer = agreement::employer_party();
    const agreement::Party union_party = agreement::union_party();
    const agreement::Party device = agreement::party(note::Role::kDevice, "desk-12", "");
    const roster::TestAgent agent("agent 7");
    write("agreement.note", signed_by_both(agreement::short_terms(), employer, union_party));
    write("employer.pub", note::public_keys_text(employer.keys));
    write("union.pub", note::public_keys_text(union_party.keys));
    write("device.pub", note::public_keys_text(device.keys));
    write("device.sign", device.signer.secret_text());
    write("agent.age", identity_file_text(agent.identity, "made for a test"));
    write("agent.pub", note::public_keys_text(agent.keys()));
    write("roster.note",
          signed_by(roster_of(agent, device.signer.verifier()), employer.signer, union_party.signer));
    write("empty", "");
    write("large", std::string(kLargestKeyFile + 1, '#'));
  }
  ~EnrolmentTest() override { std::filesystem::remove_all(folder_); }

  Path file(const std::string& name) const { return folder_ / name; }
  void write(const std::string& name, std::string_view text) const {
    ASSERT_TRUE(write_file(file(name), view_of(text), Access::kOwnerOnly, IfExists::kReplace));
  }
  EnrolmentFiles files() const {
    return {file("agreement.note"), {file("employer.pub"), file("union.pub")},
            file("device.sign"),    folder_,
            {file("agent.pub")},    {},
            file("roster.note")};
  }

  // Refused with these words, and without quoting anything that is secret.
  template <class T>
  void expect_refused(const Result<T>& read, std::string_view words) const {
    ASSERT_FALSE(read) << words;
    EXPECT_NE(read.error().message.find(words), std::string::npos) << read.error().message;
    EXPECT_EQ(read.error().message.find("AGE-SECRET-KEY-1"), std::string::npos) << read.error().message;
    EXPECT_EQ(read.error().message.find("PRIVATE+KEY+"), std::string::npos) << read.error().message;
  }

  Path folder_ = std::filesystem::temp_directory_path() / ("insyn-enrolment-" + to_hex(random_bytes(8)));
};

TEST_F(EnrolmentTest, EachKindOfKeyFileIsRead) {
  EXPECT_EQ(read_signer(file("device.sign")).value().verifier(), read_device_pin(file("device.pub")).value());
  EXPECT_EQ(read_public_keys(file("union.pub")).value().role, note::Role::kUnion);
  EXPECT_EQ(read_identities(file("agent.age")).value().at(0).recipient().text(),
            read_agent_recipient(file("agent.pub")).value());
}

TEST_F(EnrolmentTest, WhereAPublicKeyBelongsASecretOneIsRefused) {
  for (const char* name : {"agent.age", "device.sign"}) {
    expect_refused(read_public_keys(file(name)), "keep it secret, and give the .pub file beside it");
    expect_refused(read_device_pin(file(name)), "keep it secret");
    expect_refused(read_agent_recipient(file(name)), "keep it secret");
    expect_refused(read_agreement(file("agreement.note"), {file("employer.pub"), file(name)}),
                   "keep it secret");
    EnrolmentFiles wrong = files();
    wrong.agents = {file(name)};
    expect_refused(read_enrolment(wrong), "keep it secret");
    wrong = files();
    wrong.pins[0] = file(name);
    expect_refused(read_enrolment(wrong), "keep it secret");
  }
}

TEST_F(EnrolmentTest, WhereASigningKeyBelongsAnotherKindIsRefused) {
  for (const auto& [name, words] :
       {std::pair{"agent.age", "is a key that opens (.age) and signs nothing"},
        std::pair{"device.pub", "holds public keys only (.pub) and signs nothing"},
        std::pair{"agreement.note", "is no key file"}, std::pair{"empty", "is no key file"}}) {
    expect_refused(read_signer(file(name)), words);
  }
}

TEST_F(EnrolmentTest, AKeyUnderAPassphraseIsRefusedAsThatAndWhatToDoIsSaid) {
  const std::string locked = "age-encryption.org/v1\n-> scrypt AAAA 18\nBBBB\n--- CCCC\n";
  ASSERT_TRUE(write_file(file("locked"), view_of(locked), Access::kOwnerOnly, IfExists::kReplace));
  expect_refused(read_signer(file("locked")), "age -d -o /dev/shm/key.sign");
  expect_refused(read_identities(file("locked")), "age -d -o /dev/shm/key.age");
}

TEST_F(EnrolmentTest, AKeyThatAgeKnowsAndInsynDoesNotIsNamed) {
  for (const auto& [text, words] :
       {std::pair<std::string, const char*>{"-----BEGIN OPENSSH PRIVATE KEY-----\nAA\n", "is an SSH key"},
        std::pair<std::string, const char*>{"AGE-PLUGIN-YUBIKEY-1QQ\n", "is a key of a plug-in of age"}}) {
    ASSERT_TRUE(write_file(file("foreign"), view_of(text), Access::kOwnerOnly, IfExists::kReplace));
    expect_refused(read_identities(file("foreign")), words);
  }
}

TEST_F(EnrolmentTest, WhereAKeyThatOpensBelongsAnotherKindIsRefused) {
  expect_refused(read_identities(file("device.sign")), "is a key that signs (.sign) and opens nothing");
  expect_refused(read_identities(file("agent.pub")), "holds public keys only (.pub) and opens nothing");
  expect_refused(read_identities(file("agreement.note")), "is no key file");
  expect_refused(read_identities(file("empty")), "is no key file");
}

TEST_F(EnrolmentTest, AKeyOfAnotherRoleIsRefused) {
  expect_refused(read_device_pin(file("agent.pub")), "has role agent");
  expect_refused(read_agent_recipient(file("union.pub")), "is a key of the union, not an agent's");
  EnrolmentFiles wrong = files();
  wrong.agents = {file("device.pub")};
  expect_refused(read_enrolment(wrong), "not an agent's");
  wrong = files();
  wrong.pins[1] = file("device.pub");
  expect_refused(read_enrolment(wrong), "role device");
}

TEST_F(EnrolmentTest, NoKeyFileIsLargerThanTheOneLimit) {
  write("device.sign", "PRIVATE+KEY+" + std::string(kLargestKeyFile, 'x'));
  write("agent.age", "# AGE-SECRET-KEY-1\n" + std::string(kLargestKeyFile, '#'));
  write("device.pub", "insyn_keys = 1\n" + std::string(kLargestKeyFile, '#'));
  expect_refused(read_signer(file("device.sign")), "over the limit of");
  expect_refused(read_identities(file("agent.age")), "over the limit of");
  expect_refused(read_public_keys(file("device.pub")), "over the limit of");
  write("agent.pub", "insyn_keys = 1\n" + std::string(kLargestKeyFile, '#'));
  expect_refused(read_enrolment(files()), "over the limit of");
}

TEST_F(EnrolmentTest, AWholeOneIsReadAndItsNoteHashed) {
  const auto enrolment = read_enrolment(files());
  ASSERT_TRUE(enrolment) << enrolment.error().message;
  EXPECT_EQ(enrolment->agreement.terms().id, "x");
  EXPECT_TRUE(enrolment->agent.starts_with("age1"));
}

// A file that is read and not watched could be exchanged while a recorder runs.
TEST_F(EnrolmentTest, EveryFileThatItIsReadFromIsWatched) {
  EnrolmentFiles all = files();
  all.missing.push_back(file("later.note"));
  const auto enrolment = read_enrolment(all);
  ASSERT_TRUE(enrolment) << enrolment.error().message;
  EXPECT_EQ(enrolment->files.at(0).path, file("agreement.note"));
  EXPECT_EQ(WatchedFiles(enrolment->files).changed(), nullptr);
  write("later.note", "");
  EXPECT_NE(WatchedFiles(enrolment->files).changed(), nullptr);
  std::filesystem::remove(file("later.note"));
  for (const char* name : {"agreement.note", "employer.pub", "union.pub", "agent.pub", "device.sign"}) {
    const std::string before = read_text(file(name), kLongestText).value();
    write(name, before + "\n");
    WatchedFiles files(enrolment->files);
    const Path* changed = files.changed();
    ASSERT_NE(changed, nullptr) << name;
    EXPECT_EQ(*changed, file(name));
    write(name, before);
  }
}

TEST_F(EnrolmentTest, AComputerIsEnrolledAsSoonAsThereIsAnAgreementOrADevicesKey) {
  EXPECT_TRUE(is_enrolled(folder_));
  std::filesystem::remove(file("agreement.note"));
  EXPECT_TRUE(is_enrolled(folder_));
  std::filesystem::remove(file("device.sign"));
  EXPECT_FALSE(is_enrolled(folder_));
  EXPECT_FALSE(is_enrolled(folder_ / "nowhere"));
  std::filesystem::create_symlink("/nowhere/at/all", file("agreement.note"));
  EXPECT_TRUE(is_enrolled(folder_));
}

// It is the signer's: what this process has not read it cannot lose.
TEST_F(EnrolmentTest, TheDevicesKeyIsWatchedAndNotRead) {
  write("device.sign", "no key at all");
  const auto enrolment = read_enrolment(files());
  ASSERT_TRUE(enrolment) << enrolment.error().message;
  WatchedFiles watched(enrolment->files);
  EXPECT_EQ(watched.changed(), nullptr);
  write("device.sign", "no key at all");
  ASSERT_NE(watched.changed(), nullptr);
  EXPECT_EQ(*watched.changed(), file("device.sign"));
  std::filesystem::remove(file("device.sign"));
  EXPECT_FALSE(read_enrolment(files()));
}

TEST_F(EnrolmentTest, AnAgentsKeyThatAFolderDoesNotHaveIsWatchedFor) {
  EXPECT_EQ(files_in(folder_, folder_).agents, std::vector<Path>{file("agent.pub")});
  EXPECT_EQ(files_in(folder_, folder_).missing, std::vector<Path>{file("agent-2.pub")});
  std::filesystem::remove(file("agent.pub"));
  EXPECT_EQ(files_in(folder_, folder_).agents, std::vector<Path>{});
  EXPECT_EQ(files_in(folder_, folder_).missing, std::vector<Path>{file("agent.pub")});
}

TEST_F(EnrolmentTest, WhoIsNotOnTheRosterIsNotRecorded) {
  const auto listed = read_enrolment(files());
  ASSERT_TRUE(listed) << listed.error().message;
  EXPECT_FALSE(not_listed(*listed, read_signer(file("device.sign"))->verifier()));
  ASSERT_TRUE(listed->listed);
  EXPECT_EQ(listed->listed->name, "agent 7");
  EXPECT_EQ(listed->listed->recipients, std::vector<std::string>{listed->agent});
  EnrolmentFiles nobody = files();
  nobody.agents.clear();
  EXPECT_FALSE(read_enrolment(nobody)->listed)
      << "the only agent on the roster is not taken for who sits there";
  EXPECT_TRUE(read_enrolment(nobody)->shared);
  EXPECT_EQ(read_enrolment(nobody)->shared_by.size(), 1U);
  const roster::TestAgent stranger("agent 8");
  write("agent.pub", note::public_keys_text(stranger.keys()));
  EXPECT_EQ(read_enrolment(files())->agent_not_listed, (reason::AgentNotOnRoster{stranger.age()}));
  EXPECT_EQ(not_listed(*listed, note::Signer::generate("desk-13").value().verifier()),
            (reason::DeviceNotOnRoster{"desk-13"}));
}

TEST_F(EnrolmentTest, OfSeveralAgentsNobodyIsTakenForTheOneWhoSitsThere) {
  EnrolmentFiles two = files();
  write("agent-2.pub", note::public_keys_text(roster::TestAgent("agent 8").keys()));
  two.agents.push_back(file("agent-2.pub"));
  const auto one_left = read_enrolment(two);
  ASSERT_TRUE(one_left) << one_left.error().message;
  EXPECT_TRUE(one_left->shared) << "the other one is not on the roster any more, and may sit there";
  EXPECT_FALSE(one_left->listed);
  EXPECT_EQ(one_left->agent, "");
  ASSERT_EQ(one_left->shared_by.size(), 1U);
  EXPECT_EQ(one_left->shared_by.front().name, "agent 7");
  EXPECT_FALSE(one_left->agent_not_listed);
  // The same one twice is one.
  two.agents.back() = file("agent.pub");
  const auto twice = read_enrolment(two);
  EXPECT_FALSE(twice->shared);
  ASSERT_TRUE(twice->listed);
  EXPECT_EQ(twice->listed->name, "agent 7");
  two.agents = {file("agent-2.pub"), file("agent-2.pub")};
  EXPECT_TRUE(read_enrolment(two)->shared);
  EXPECT_TRUE(read_enrolment(two)->shared_by.empty());
  EXPECT_TRUE(read_enrolment(two)->agent_not_listed);
}

TEST_F(EnrolmentTest, ARosterIsSignedByTheAgreementsParties) {
  EnrolmentFiles without = files();
  without.roster.clear();
  expect_refused(read_enrolment(without), "there is no roster");
  const std::string note = read_text(file("roster.note"), kLongestText).value();
  write("roster.note", note.substr(0, note.rfind("— ")));
  expect_refused(read_enrolment(files()), "has not signed this roster");
  std::filesystem::remove(file("roster.note"));
  EXPECT_FALSE(read_enrolment(files()));
}

TEST_F(EnrolmentTest, AnAgentsKeyThatAPartyOpensWithIsRefused) {
  // The employer's reviewer on the roster, as an agent: their key would open alone, as that agent's own copy.
  const agreement::Party employer = agreement::employer_party(), union_party = agreement::union_party();
  const roster::TestAgent planted("agent 9");
  const std::string table =
      agreement::vouched_table_of(
          note::sign(
              note::public_keys_text({note::Role::kReviewer, "Anna",
                                      note::Signer::generate("Anna").value().verifier(), planted.age()}),
              employer.signer))
          .value();
  const note::Signer device = note::Signer::generate("desk-12").value();
  write("device.sign", device.secret_text());
  write("employer.pub", note::public_keys_text(employer.keys));
  write("union.pub", note::public_keys_text(union_party.keys));
  write("agreement.note", signed_by_both(agreement::short_terms() + "[access]\nreviewers = [\"" +
                                             planted.age() + "\"]\n" + table,
                                         employer, union_party));
  write("agent.pub", note::public_keys_text(planted.keys()));
  write("roster.note", signed_by(roster_of(planted, device.verifier()), employer.signer, union_party.signer));
  expect_refused(read_enrolment(files()), "is that of Anna, who could open recordings alone");
}

TEST_F(EnrolmentTest, AnAgentsKeyThatIsAPartysIsRefusedThoughOthersReview) {
  const roster::TestAgent planted("agent 9");
  const agreement::Party union_party = agreement::union_party();
  const agreement::Party employer =
      agreement::party(note::Role::kEmployer, "Kundcenter Nord AB", planted.age());
  const note::Signer device = note::Signer::generate("desk-12").value();
  write("device.sign", device.secret_text());
  write("employer.pub", note::public_keys_text(employer.keys));
  write("union.pub", note::public_keys_text(union_party.keys));
  write("agreement.note",
        signed_by_both(
            agreement::short_terms() + "[access]\nreviewers = [\"" + agreement::kThirdRecipient + "\"]\n" +
                agreement::vouched_table(note::Role::kReviewer, "Anna", agreement::kThirdRecipient, employer),
            employer, union_party));
  write("agent.pub", note::public_keys_text(planted.keys()));
  write("roster.note", signed_by(roster_of(planted, device.verifier()), employer.signer, union_party.signer));
  expect_refused(read_enrolment(files()), "is that of Kundcenter Nord AB, who could open recordings alone");
}

TEST_F(EnrolmentTest, AnAgreementTakesTwoPinsAndBothSignatures) {
  const Path note = file("agreement.note");
  expect_refused(read_agreement(note, {file("employer.pub")}), "1 --pin given; give the employer's");
  expect_refused(read_agreement(note, {}), "0 --pin given");
  write("stranger.pub", note::public_keys_text(agreement::union_party().keys));
  expect_refused(read_agreement(note, {file("employer.pub"), file("stranger.pub")}), "has not signed");
  write("agreement.note", std::string(kLongestText + 1, 'x'));
  expect_refused(read_agreement(note, {file("employer.pub"), file("union.pub")}), "over the limit of");
}

}  // namespace
}  // namespace insyn::enrolment
