#include "cli/verbs/trial_set.h"

#include "recording/format/layout.h"
#include "roster/open/make_proof.h"
#include "seal/open/open_recording_key.h"

namespace insyn::cli {
namespace {

Status write_identity(const seal::Identity& identity, std::string_view comment, const Path& path) {
  std::string text = seal::identity_file_text(identity, comment);
  Status written = write_file(path, view_of(text), Access::kOwnerOnly, IfExists::kRefuse);
  wipe(text);
  return written;
}

Status write_public(const note::PublicKeys& keys, const Path& path) {
  return write_file(path, view_of(note::public_keys_text(keys)), Access::kEveryoneReads, IfExists::kRefuse);
}

}  // namespace

TrialSet::TrialSet(Party employer, Party union_party, Party agent, note::Signer device, std::string note,
                   agreement::Agreement agreement, std::string roster)
    : employer_(std::move(employer)),
      union_(std::move(union_party)),
      agent_(std::move(agent)),
      device_(std::move(device)),
      note_(std::move(note)),
      agreement_(std::move(agreement)),
      roster_(std::move(roster)) {}

Result<std::string> TrialSet::make_roster(const Party& employer, const Party& union_party, const Party& agent,
                                          const note::Signer& device) {
  roster::Roster roster;
  roster.id = "TRIAL";
  const std::string proof = roster::make_proof(roster.id, agent.keys.name, agent.signer, agent.identity);
  TRY_ASSIGN(roster::Proof joined, roster::parse_proof(proof));
  roster.agents.push_back({agent.keys.name, {}, {std::move(joined.key)}});
  roster.devices.push_back({device.verifier().name(), device.verifier()});
  TRY_ASSIGN(const std::string once,
             note::sign_or_add_signature(roster::roster_text(roster), employer.signer));
  TRY_ASSIGN(std::string note, note::add_signature(once, union_party.signer));
  TRY(roster::SignedRoster::verify(note, {employer.keys, union_party.keys}));
  return note;
}

Result<TrialSet::Party> TrialSet::make_party(note::Role role, const std::string& name) {
  TRY_ASSIGN(note::Signer signer, note::Signer::generate(name));
  seal::Identity identity = seal::Identity::generate();
  note::PublicKeys keys{role, name, signer.verifier(), identity.recipient().text()};
  return Party{std::move(signer), std::move(identity), std::move(keys)};
}

Result<TrialSet> TrialSet::make(const agreement::TrialApplication& application, Utc now) {
  TRY_ASSIGN(Party employer, make_party(note::Role::kEmployer, "TRIAL-employer"));
  TRY_ASSIGN(Party union_party, make_party(note::Role::kUnion, "TRIAL-union"));
  TRY_ASSIGN(Party agent, make_party(note::Role::kAgent, "TRIAL-agent"));
  TRY_ASSIGN(note::Signer device, note::Signer::generate("TRIAL-workstation"));
  const std::string terms = agreement::trial_terms_text(application, now);
  TRY_ASSIGN(const std::string once, note::sign_or_add_signature(terms, employer.signer));
  TRY_ASSIGN(std::string note, note::add_signature(once, union_party.signer));
  TRY_ASSIGN(agreement::Agreement agreement,
             agreement::Agreement::verify(note, {employer.keys, union_party.keys}));
  TRY_ASSIGN(std::string roster, make_roster(employer, union_party, agent, device));
  return TrialSet(std::move(employer), std::move(union_party), std::move(agent), std::move(device),
                  std::move(note), std::move(agreement), std::move(roster));
}

Status TrialSet::write_party(const Party& party, const Path& folder) {
  const std::string prefix = note::role_name(party.keys.role);
  TRY(write_identity(party.identity, "TRIAL\npublic key: " + party.keys.recipient,
                     folder / (prefix + ".age")));
  return write_public(party.keys, folder / (prefix + ".pub"));
}

Status TrialSet::write(const Path& folder) const {
  TRY(create_folder(folder));
  TRY(write_party(employer_, folder));
  TRY(write_party(union_, folder));
  TRY(write_party(agent_, folder));
  TRY(write_file(folder / "roster.note", view_of(roster_), Access::kEveryoneReads, IfExists::kRefuse));
  const note::Verifier& device = this->device();
  TRY(write_public({note::Role::kDevice, device.name(), device, ""}, folder / "device.pub"));
  return write_file(folder / kTrialAgreement, view_of(note_), Access::kEveryoneReads, IfExists::kRefuse);
}

Status TrialSet::open_recording(const Path& recording, const Path& key_file) const {
  TRY_ASSIGN(const Bytes key_age, read_file(recording / recording::kKey, recording::kLargestKeyFile));
  TRY_ASSIGN(const seal::Identity key,
             seal::open_by_two(key_age, {&union_.identity, 1}, {&employer_.identity, 1}));
  return write_identity(key, "TRIAL, the key of one recording\npublic key: " + key.recipient().text(),
                        key_file);
}

}  // namespace insyn::cli
