#include "tray/agent_key.h"

#include <filesystem>

#include "base/clock.h"
#include "base/name.h"
#include "enrolment/key_files.h"
#include "enrolment/open/identity_file.h"
#include "enrolment/roster_file.h"
#include "note/public_keys.h"
#include "roster/open/make_proof.h"
#include "seal/keys.h"

namespace insyn::tray {
namespace {

constexpr std::size_t kLongestName = 200;
constexpr const char* kOpens = "agent.age";
constexpr const char* kSigns = "agent.sign";
constexpr const char* kPublic = "agent.pub";

// "20261201T081503Z", for the names of folders.
std::string now_as_name() {
  std::string name = to_text(SystemClock().utc()).substr(0, 19);
  std::erase_if(name, [](char c) { return c == '-' || c == ':'; });
  return name + "Z";
}

Status add_secret(NewFolder& folder, const char* name, std::string secret) {
  const Status added = folder.add(name, view_of(secret), Access::kOwnerOnly);
  wipe(secret);
  return added;
}

}  // namespace

bool AgentKey::exists() const {
  std::error_code unreadable;
  return std::filesystem::exists(folder_, unreadable);
}

Result<std::string> AgentKey::public_text() const {
  return read_text(folder_ / kPublic, enrolment::kLargestKeyFile);
}

Status AgentKey::make() const {
  TRY(ensure_folders(folder_.parent_path()));
  TRY_ASSIGN(NewFolder folder, NewFolder::create(folder_));
  note::PublicKeys keys;
  keys.role = note::Role::kAgent;
  keys.name = "agent-" + to_hex(random_bytes(4));
  TRY_ASSIGN(const note::Signer signer, note::Signer::generate(keys.name));
  const seal::Identity identity = seal::Identity::generate();
  keys.verifier = signer.verifier();
  keys.recipient = identity.recipient().text();
  const std::string comment =
      fmt::format("created: {}\nrole: {}", to_text(SystemClock().utc()), note::role_name(keys.role));
  TRY(add_secret(folder, kOpens, seal::identity_file_text(identity, comment)));
  TRY(add_secret(folder, kSigns, signer.secret_text()));
  TRY(folder.add(kPublic, view_of(note::public_keys_text(keys)), Access::kEveryoneReads));
  return folder.put_in_place();
}

Result<Path> AgentKey::back_up(const Path& to) const {
  Path copy = to / ("insyn-agent-key-" + now_as_name());
  TRY_ASSIGN(NewFolder folder, NewFolder::create(copy));
  for (const char* name : {kOpens, kSigns, kPublic}) {
    TRY_ASSIGN(Bytes bytes, read_file(folder_ / name, enrolment::kLargestKeyFile));
    const Status added = folder.add(name, bytes, Access::kOwnerOnly);
    wipe(bytes);
    TRY(added);
  }
  TRY(folder.put_in_place());
  return copy;
}

Result<std::string> AgentKey::proof_for(const Path& roster, const std::string& pseudonym) const {
  TRY(check_name(pseudonym, kLongestName));
  TRY_ASSIGN(const roster::Roster draft, enrolment::read_roster_draft(roster));
  TRY_ASSIGN(const note::Signer signer, enrolment::read_signer(folder_ / kSigns));
  TRY_ASSIGN(const std::vector<seal::Identity> identities, enrolment::read_identities(opens()));
  if (identities.size() != 1)
    return fail(Code::kCorrupt, "{} holds {} keys instead of one", opens().string(), identities.size());
  return roster::make_proof(draft.id, pseudonym, signer, identities.front());
}

Result<Path> AgentKey::replace() const {
  Path kept = folder_;
  kept += "-until-" + now_as_name();
  TRY(rename_folder(folder_, kept));
  if (auto made = make(); !made) {
    TRY(rename_folder(kept, folder_));
    return Failure(std::move(made).error());
  }
  return kept;
}

}  // namespace insyn::tray
