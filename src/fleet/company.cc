#include "fleet/company.h"

#include "agreement/in_force_note.h"
#include "agreement/withdrawal.h"
#include "base/check.h"
#include "note/note.h"
#include "os/file.h"
#include "roster/open/make_proof.h"
#include "roster/proof.h"
#include "seal/open/identity.h"

namespace insyn::fleet {
namespace {

// By which load() knows what save() wrote.
constexpr const char* kMark = "made-up";
constexpr std::string_view kMarkText =
    "A company that insyn-fleet has made up. None of its keys is anybody's.\n";
constexpr const char* kRoster = "made-up";
constexpr std::size_t kLargest = std::size_t{64} << 10;
constexpr std::size_t kLargestNote = std::size_t{1} << 20;
constexpr std::size_t kMostWorkstations = 100'000;

Result<MadeUpParty> new_party(const std::string& name) {
  TRY_ASSIGN(note::Signer signer, note::Signer::generate(name));
  return MadeUpParty{std::move(signer), seal::Identity::generate()};
}

note::PublicKeys keys_of(const MadeUpParty& party, note::Role role, const std::string& name) {
  return {role, name, party.signer.verifier(), party.identity.recipient().text()};
}

Status put(const Path& path, std::string_view text) {
  return write_file(path, view_of(text), Access::kOwnerOnly, IfExists::kReplace);
}

Status put_signer(const Path& folder, const std::string& name, const note::Signer& signer, note::Role role) {
  TRY(put(folder / (name + ".sign"), signer.secret_text() + "\n"));
  return put(folder / (name + ".pub"), note::public_keys_text({role, name, signer.verifier(), ""}));
}

Status put_party(const Path& folder, const std::string& name, const MadeUpParty& party, note::Role role) {
  TRY(put(folder / (name + ".sign"), party.signer.secret_text() + "\n"));
  TRY(put(folder / (name + ".age"), seal::identity_file_text(party.identity, "made up")));
  return put(folder / (name + ".pub"), note::public_keys_text(keys_of(party, role, name)));
}

Result<note::Signer> read_signer(const Path& file) {
  TRY_ASSIGN(const std::string text, read_text(file, kLargest));
  return note::Signer::parse(text);
}

Result<MadeUpParty> read_party(const Path& folder, const std::string& name) {
  TRY_ASSIGN(note::Signer signer, read_signer(folder / (name + ".sign")));
  TRY_ASSIGN(const std::string text, read_text(folder / (name + ".age"), kLargest));
  TRY_ASSIGN(std::vector<seal::Identity> identities, seal::parse_identity_file(text));
  return MadeUpParty{std::move(signer), std::move(identities.front())};
}

roster::Roster roster_of(const std::vector<Workstation>& workstations) {
  roster::Roster roster;
  roster.id = kRoster;
  for (const Workstation& one : workstations) {
    const std::string proof =
        roster::make_proof(kRoster, one.agent, one.agent_keys.signer, one.agent_keys.identity);
    roster.agents.push_back({one.agent, {}, {roster::parse_proof(proof).value().key}});
    roster.devices.push_back({one.device.verifier().name(), one.device.verifier()});
    roster.links.push_back({one.link.verifier().name(), one.link.verifier()});
  }
  return roster;
}

Result<Workstation> make_workstation(std::size_t number) {
  TRY_ASSIGN(note::Signer device, note::Signer::generate(fmt::format("desk-{}", number)));
  TRY_ASSIGN(note::Signer link, note::Signer::generate(fmt::format("link-{}", number)));
  TRY_ASSIGN(MadeUpParty agent, new_party(fmt::format("agent-{}", number)));
  return Workstation{fmt::format("agent-{}", number), std::move(device), std::move(link), std::move(agent)};
}

std::string quoted_list(const std::vector<Digest>& hashes) {
  std::string text;
  for (const Digest& hash : hashes) text += fmt::format("{}\"{}\"", text.empty() ? "" : ", ", to_hex(hash));
  return text;
}

}  // namespace

std::string workstation_folder(std::size_t number) { return fmt::format("workstation-{:05}", number); }

Company::Company(MadeUpParty employer_, MadeUpParty union_, note::Signer witness_)
    : employer(std::move(employer_)),
      union_party(std::move(union_)),
      witness(std::move(witness_)),
      pins_{keys_of(employer, note::Role::kEmployer, "employer"),
            keys_of(union_party, note::Role::kUnion, "union")} {}

Result<Company> Company::make_up(const CompanyOptions& options, Utc now) {
  TRY_ASSIGN(MadeUpParty employer, new_party("made-up-employer"));
  TRY_ASSIGN(MadeUpParty union_party, new_party("made-up-union"));
  TRY_ASSIGN(note::Signer witness, note::Signer::generate("made-up-witness"));
  Company company(std::move(employer), std::move(union_party), std::move(witness));
  for (std::size_t number = 1; number <= options.workstations; ++number) {
    TRY_ASSIGN(Workstation one, make_workstation(number));
    company.workstations.push_back(std::move(one));
  }
  TRY(company.take_notes(company.sign_agreement(options, now),
                         company.sign_roster(roster_of(company.workstations))));
  return company;
}

Status Company::take_notes(std::string agreement_note, std::string roster_note) {
  agreement_note_ = std::move(agreement_note);
  roster_note_ = std::move(roster_note);
  TRY_ASSIGN(agreement_, agreement::Agreement::verify(agreement_note_, pins_));
  TRY_ASSIGN(roster_, roster::SignedRoster::verify(roster_note_, pins_));
  return {};
}

std::string Company::terms(const CompanyOptions& options, Utc now) const {
  std::string text = fmt::format(
      "insyn = 1\nid = \"made up\"\nemployer = \"Made-up employer\"\nunion = \"Made-up union\"\n"
      "purpose = \"a test\"\nnot_before = {}\nnot_after = {}\n",
      to_text(now - std::chrono::hours(24)), to_text(now + std::chrono::days(30)));
  if (!options.supersedes.empty())
    text += fmt::format("supersedes = [{}]\n", quoted_list(options.supersedes));
  text += "[[application]]\nname = \"Support\"\nkind = \"native\"\nexe = \"/opt/made-up/support\"\n";
  text += "[recording]\nlevel = \"full\"\ncalls_per_agent_per_week = 1000\nsample = 1.0\n";
  text += fmt::format("[calls]\nmanual = true\n[retention]\ndays = {}\n", options.retention_days);
  if (options.ledger) {
    text +=
        fmt::format("[ledger]\norigin = \"{}\"\nkey = \"{}\"\nwitnesses = [\"{}\"]\ngrace_hours = {}\n",
                    options.origin, options.ledger->text(), witness.verifier().text(), options.grace_hours);
  }
  return text + options.more_terms;
}

std::string Company::signed_by_both(const std::string& text) const {
  return note::add_signature(note::sign(text, employer.signer), union_party.signer).value();
}

std::string Company::sign_agreement(const CompanyOptions& options, Utc now) const {
  return signed_by_both(terms(options, now));
}

std::string Company::sign_roster(const roster::Roster& roster) const {
  return signed_by_both(roster::roster_text(roster));
}

std::string Company::withdraw(Utc now) const {
  const std::string text = agreement::withdrawal_text(
      {agreement().hash(), agreement().terms().id, "Made-up union", now, "a test"});
  return note::sign(text, union_party.signer);
}

std::string Company::in_force(Utc at, const std::set<std::string>& enough) const {
  return note::sign(agreement::in_force_text({agreement().hash(), at, enough}).value(), witness);
}

Status Company::enrol(const Path& folder) const {
  TRY(put(folder / "employer.pub", note::public_keys_text(pins_[0])));
  TRY(put(folder / "union.pub", note::public_keys_text(pins_[1])));
  TRY(put(folder / "agreement.note", agreement_note_));
  return put(folder / "roster.note", roster_note_);
}

Status Company::save(const Path& folder) const {
  TRY(create_folder(folder));
  TRY(put(folder / kMark, kMarkText));
  TRY(enrol(folder));
  TRY(put_party(folder, "employer", employer, note::Role::kEmployer));
  TRY(put_party(folder, "union", union_party, note::Role::kUnion));
  TRY(put_signer(folder, "witness", witness, note::Role::kWitness));
  for (std::size_t number = 0; number < workstations.size(); ++number) {
    const Workstation& one = workstations[number];
    const Path own = folder / workstation_folder(number + 1);
    TRY(create_folder(own));
    TRY(put_signer(own, "device", one.device, note::Role::kDevice));
    TRY(put_signer(own, "link", one.link, note::Role::kLink));
    TRY(put_party(own, "agent", one.agent_keys, note::Role::kAgent));
    TRY(put(own / "agent.name", one.agent));
  }
  return {};
}

Result<Company> Company::load(const Path& folder) {
  if (read_text(folder / kMark, kLargest).value_or("") != kMarkText)
    return fail(Code::kDenied, "{} is not the folder of a company that insyn-fleet has made up",
                folder.string());
  TRY_ASSIGN(MadeUpParty employer, read_party(folder, "employer"));
  TRY_ASSIGN(MadeUpParty union_party, read_party(folder, "union"));
  TRY_ASSIGN(note::Signer witness, read_signer(folder / "witness.sign"));
  Company company(std::move(employer), std::move(union_party), std::move(witness));
  TRY_ASSIGN(std::string agreement_note, read_text(folder / "agreement.note", kLargestNote));
  TRY_ASSIGN(std::string roster_note, read_text(folder / "roster.note", kLargestNote));
  std::error_code error;
  for (std::size_t number = 1; number <= kMostWorkstations; ++number) {
    const Path own = folder / workstation_folder(number);
    if (!std::filesystem::exists(own, error)) break;
    TRY_ASSIGN(note::Signer device, read_signer(own / "device.sign"));
    TRY_ASSIGN(note::Signer link, read_signer(own / "link.sign"));
    TRY_ASSIGN(MadeUpParty agent, read_party(own, "agent"));
    TRY_ASSIGN(std::string name, read_text(own / "agent.name", kLargest));
    company.workstations.push_back({std::move(name), std::move(device), std::move(link), std::move(agent)});
  }
  TRY(company.take_notes(std::move(agreement_note), std::move(roster_note)));
  return company;
}

}  // namespace insyn::fleet
