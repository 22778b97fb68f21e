#include "tray/agent_key.h"

#include <filesystem>

#include "base/clock.h"
#include "base/name.h"
#include "enrolment/key_files.h"
#include "enrolment/open/identity_file.h"
#include "enrolment/roster_file.h"
#include "link/outbox/outbox.h"
#include "note/public_keys.h"
#include "roster/open/make_proof.h"
#include "roster/presence.h"
#include "seal/keys.h"

namespace insyn::tray {
namespace {

constexpr std::size_t kLongestName = 200;
constexpr const char* kOpens = "agent.age";
constexpr const char* kSigns = "agent.sign";
constexpr const char* kPublic = "agent.pub";
constexpr const char* kReplaced = "-until-";  // behind a folder's name
constexpr std::size_t kMostFolders = 1000;

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

// The three files in `from`, to be put in place as `to`.
Result<NewFolder> copy_of(const Path& from, const Path& to) {
  TRY_ASSIGN(NewFolder folder, NewFolder::create(to));
  for (const char* name : {kOpens, kSigns, kPublic}) {
    TRY_ASSIGN(Bytes bytes, read_file(from / name, enrolment::kLargestKeyFile));
    const Status added = folder.add(name, bytes, Access::kOwnerOnly);
    wipe(bytes);
    TRY(added);
  }
  return folder;
}

template <class T>
using OrNotRestored = tl::expected<T, NotRestored>;

tl::unexpected<NotRestored> not_restored(NotRestored::Why why, std::string what) {
  return tl::unexpected<NotRestored>(NotRestored(why, std::move(what)));
}

// The public half of a key that is all there, both secret halves fitting it.
OrNotRestored<note::PublicKeys> check_whole(const Path& copy) {
  TRY_ASSIGN(note::PublicKeys keys, enrolment::read_public_keys(copy / kPublic));
  TRY_ASSIGN(const note::Signer signer, enrolment::read_signer(copy / kSigns));
  TRY_ASSIGN(const std::vector<seal::Identity> identities, enrolment::read_identities(copy / kOpens));
  if (keys.role != note::Role::kAgent)
    return not_restored(NotRestored::Why::kNotAgents, std::string(note::role_name(keys.role)));
  const bool fits = keys.verifier == signer.verifier() && identities.size() == 1 &&
                    identities.front().recipient().text() == keys.recipient;
  if (!fits) return not_restored(NotRestored::Why::kNotWhole, copy.string());
  return keys;
}

OrNotRestored<void> check_whose(const note::PublicKeys& keys, const Path& roster,
                                const std::string& pseudonym) {
  std::error_code error;
  if (!std::filesystem::exists(roster, error)) return {};
  TRY_ASSIGN(const roster::Roster draft, enrolment::read_roster_draft(roster));
  const roster::Agent* agent = draft.agent_with(keys.recipient);
  const std::string whose = agent != nullptr ? agent->name : keys.recipient;
  if (!pseudonym.empty() && whose == pseudonym) return {};
  if (agent == nullptr) return not_restored(NotRestored::Why::kNobodys, whose);
  if (!pseudonym.empty()) return not_restored(NotRestored::Why::kAnothers, whose);
  return {};
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
  TRY_ASSIGN(NewFolder folder, copy_of(folder_, copy));
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

std::vector<Path> AgentKey::own_folders() const {
  std::vector<Path> folders = {folder_};
  const std::string replaced = folder_.filename().string() + kReplaced;
  for (const std::string& name :
       list_folder(folder_.parent_path(), kMostFolders).value_or(std::vector<std::string>())) {
    if (name.starts_with(replaced)) folders.push_back(folder_.parent_path() / name);
  }
  return folders;
}

Result<note::Signer> AgentKey::signer_on(const Path& roster, const std::string& pseudonym) const {
  TRY(check_name(pseudonym, kLongestName));
  TRY_ASSIGN(const roster::Roster draft, enrolment::read_roster_draft(roster));
  for (const Path& folder : own_folders()) {
    const auto keys = enrolment::read_public_keys(folder / kPublic);
    const roster::Agent* agent = keys ? draft.agent_with(keys->recipient) : nullptr;
    if (agent == nullptr || agent->name != pseudonym) continue;
    return enrolment::read_signer(folder / kSigns);
  }
  return fail(Code::kDenied, "there is no key of “{}” in {}", pseudonym, folder_.string());
}

Result<std::string> AgentKey::presence(const Path& roster, const std::string& pseudonym,
                                       const std::string& nonce) const {
  TRY_ASSIGN(const note::Signer signer, signer_on(roster, pseudonym));
  return roster::sign_presence(pseudonym, nonce, signer);
}

Result<std::string> AgentKey::discard(const Path& roster, const std::string& pseudonym,
                                      const std::string& recording, Utc now) const {
  TRY_ASSIGN(const note::Signer signer, signer_on(roster, pseudonym));
  return link::sign_discard({recording, pseudonym, now}, signer);
}

tl::expected<std::optional<Path>, NotRestored> AgentKey::restore(const Path& copy, const Path& roster,
                                                                 const std::string& pseudonym) const {
  const auto keys = check_whole(copy);
  if (!keys) return tl::unexpected<NotRestored>(keys.error());
  if (const auto fine = check_whose(*keys, roster, pseudonym); !fine)
    return tl::unexpected<NotRestored>(fine.error());
  const auto present = enrolment::read_public_keys(folder_ / kPublic);
  if (present && present->recipient == keys->recipient)
    return not_restored(NotRestored::Why::kInPlace, copy.string());
  TRY(ensure_folders(folder_.parent_path()));
  TRY_ASSIGN(NewFolder folder, copy_of(copy, folder_));
  std::optional<Path> kept;
  if (exists()) {
    TRY_ASSIGN(kept, put_aside());
  }
  if (Status placed = folder.put_in_place(); !placed) {
    if (kept) TRY(rename_folder(*kept, folder_));
    return Failure(std::move(placed).error());
  }
  return kept;
}

Result<Path> AgentKey::put_aside() const {
  Path kept = folder_;
  kept += kReplaced + now_as_name();
  // Two in one second.
  std::error_code error;
  while (std::filesystem::exists(kept, error)) kept += "-again";
  TRY(rename_folder(folder_, kept));
  return kept;
}

Result<Path> AgentKey::replace() const {
  TRY_ASSIGN(Path kept, put_aside());
  if (auto made = make(); !made) {
    TRY(rename_folder(kept, folder_));
    return Failure(std::move(made).error());
  }
  return kept;
}

}  // namespace insyn::tray
