#include "witness/watch/place.h"

#include <algorithm>

#include "base/secret.h"
#include "enrolment/agreement_file.h"
#include "enrolment/key_files.h"
#include "http_client/address.h"
#include "os/file.h"
#include "witness/file_state.h"
#include "witness/witness.h"

namespace insyn::witness {
namespace {

constexpr std::size_t kLargestSettings = std::size_t{64} << 10;
constexpr const char* kAgreementEnding = ".agreement";

std::string agreement_name(const Digest& hash) { return to_hex(hash) + kAgreementEnding; }

bool is_witness_of(const agreement::Agreement& agreement, const note::Verifier& ledger,
                   const note::Verifier& witness) {
  const auto& named = agreement.terms().ledger;
  return named && named->key == ledger && named->origin == ledger.name() &&
         std::ranges::find(named->witnesses, witness) != named->witnesses.end();
}

Result<std::vector<Path>> files_in(const Path& folder, std::string_view ending) {
  TRY_ASSIGN(const std::vector<std::string> names, list_folder(folder, kMostFiles));
  std::vector<Path> files;
  for (const std::string& name : names)
    if (name.ends_with(ending)) files.push_back(folder / name);
  return files;
}

Status copy_file(const Path& from, const Path& to, std::size_t limit) {
  TRY_ASSIGN(Bytes bytes, read_file(from, limit));
  const Status written = write_file(to, bytes, Access::kOwnerOnly, IfExists::kRefuse);
  wipe(bytes);
  return written;
}

}  // namespace

Status keep_agreement(const Place& place, const Digest& hash, std::string_view note) {
  const Path file = place.agreements() / agreement_name(hash);
  std::error_code error;
  if (std::filesystem::exists(file, error)) return {};
  return write_file(file, view_of(note), Access::kOwnerOnly, IfExists::kRefuse);
}

// The settings come last: a folder that has them is whole.
Result<Settings> create_place(const Place& place, const NewWitness& from, Utc now) {
  TRY_ASSIGN(const agreement::Agreement agreement, enrolment::read_agreement(from.agreement, from.pins));
  TRY_ASSIGN(const note::Signer key, enrolment::read_signer(from.key));
  const auto& named = agreement.terms().ledger;
  if (!named)
    return fail(Code::kDenied, "{} names no ledger: it has no [ledger] section, so there is nothing to watch",
                from.agreement.string());
  if (!is_witness_of(agreement, named->key, key.verifier()))
    return fail(Code::kDenied, "{} does not name {} as a witness of its ledger; it names: {}",
                from.agreement.string(), key.verifier().text(),
                named->witnesses.empty() ? "none" : named->witnesses.front().text());
  TRY(http_client::parse_address(from.server));
  Settings settings{named->key};
  settings.server = from.server;
  if (from.authority) settings.authority = std::filesystem::absolute(*from.authority);
  const std::string text = settings_text(settings);
  TRY(parse_settings(text, place.folder));
  TRY_ASSIGN(const std::string note, enrolment::read_agreement_text(from.agreement));

  TRY(create_folder(place.folder));
  for (const Path& folder :
       {place.pins(), place.agreements(), place.withdrawals(), place.state(), place.copy(), place.evidence()})
    TRY(create_folder(folder));
  int number = 0;
  for (const Path& pin : from.pins)
    TRY(copy_file(pin, place.pins() / fmt::format("{}.pub", ++number), enrolment::kLargestKeyFile));
  TRY(copy_file(from.key, place.key(), enrolment::kLargestKeyFile));
  TRY(keep_agreement(place, agreement.hash(), note));
  FileState state(place.state());
  Witness witness(key, {{settings.origin(), settings.ledger}}, state);
  TRY(witness.begin(settings.origin(), now));
  TRY(write_file(place.settings(), view_of(text), Access::kOwnerOnly, IfExists::kRefuse));
  return settings;
}

Result<Furnished> open_place(const Place& place) {
  TRY_ASSIGN(const std::string text, read_text(place.settings(), kLargestSettings));
  auto settings = parse_settings(text, place.folder);
  if (!settings) return in_context(place.settings().string(), std::move(settings).error());
  TRY_ASSIGN(note::Signer key, enrolment::read_signer(place.key()));
  TRY_ASSIGN(const std::vector<Path> pins, files_in(place.pins(), ".pub"));
  TRY_ASSIGN(std::vector<note::PublicKeys> keys, enrolment::read_pins(pins));
  Furnished all{*std::move(settings), std::move(key), std::move(keys), {}};
  TRY_ASSIGN(const std::vector<Path> files, files_in(place.agreements(), kAgreementEnding));
  for (const Path& file : files) {
    TRY_ASSIGN(agreement::Agreement one, enrolment::read_agreement(file, pins));
    if (is_witness_of(one, all.settings.ledger, all.key.verifier())) all.agreements.push_back(std::move(one));
  }
  if (all.agreements.empty())
    return fail(Code::kDenied, "no agreement in {} names the ledger {} and the witness {}",
                place.agreements().string(), all.settings.ledger.text(), all.key.verifier().text());
  return all;
}

}  // namespace insyn::witness
