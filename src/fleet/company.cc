#include "fleet/company.h"

#include <algorithm>
#include <span>

#include "agreement/in_force_note.h"
#include "agreement/recipients.h"
#include "agreement/withdrawal.h"
#include "base/text.h"
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
constexpr const char* kReviewerName = "Granskare 1";
constexpr const char* kInsightName = "Insikt";
constexpr std::size_t kLargest = std::size_t{64} << 10;
constexpr std::size_t kMostWorkstations = 100'000;
constexpr std::size_t kLongestNumberSuffix = 45;

Result<MadeUpParty> new_party(const std::string& name) {
  TRY_ASSIGN(note::Signer signer, note::Signer::generate(note::key_name_from(name)));
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

Status put_party(const Path& folder, const std::string& file, const MadeUpParty& party, note::Role role,
                 const std::string& name) {
  TRY(put(folder / (file + ".sign"), party.signer.secret_text() + "\n"));
  TRY(put(folder / (file + ".age"), seal::identity_file_text(party.identity, "made up")));
  return put(folder / (file + ".pub"), note::public_keys_text(keys_of(party, role, name)));
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

// The files and the ids of a company's rosters, counted from 0.
std::string roster_file(std::size_t number) {
  return number == 0 ? "roster.note" : fmt::format("roster-{}.note", number + 1);
}
std::string roster_id(std::size_t number) {
  return number == 0 ? "made-up" : fmt::format("made-up-{}", number + 1);
}

Result<roster::Roster> roster_of(std::span<const Workstation> workstations, const std::string& id) {
  roster::Roster roster;
  roster.id = id;
  for (const Workstation& one : workstations) {
    const MadeUpParty keys = one.agent_keys();
    TRY_ASSIGN(const roster::Proof proof,
               roster::parse_proof(roster::make_proof(id, one.agent(), keys.signer, keys.identity)));
    roster.agents.push_back({one.agent(), {one.number()}, {proof.key}});
    const note::Verifier device = one.device().verifier(), link = one.link().verifier();
    roster.devices.push_back({device.name(), device});
    roster.links.push_back({link.name(), link});
  }
  return roster;
}

std::string quoted_list(const std::vector<Digest>& hashes) {
  std::string text;
  for (const Digest& hash : hashes) text += fmt::format("{}\"{}\"", text.empty() ? "" : ", ", to_hex(hash));
  return text;
}

}  // namespace

Result<Workstation> Workstation::make_up(std::size_t number, const std::string& suffix) {
  const auto machine = [&](const char* name) {
    return note::Signer::generate(note::key_name_from(fmt::format("{}-{}{}", name, number, suffix)));
  };
  TRY_ASSIGN(const note::Signer device, machine("desk"));
  TRY_ASSIGN(const note::Signer link, machine("link"));
  Workstation one;
  one.agent_ = fmt::format("agent-{}{}", number, suffix);
  one.number_ = fmt::format("0812-{:06}{}", number, suffix.substr(0, kLongestNumberSuffix));
  TRY_ASSIGN(const MadeUpParty agent, new_party(one.agent_));
  one.device_ = device.secret_text();
  one.link_ = link.secret_text();
  one.agent_signer_ = agent.signer.secret_text();
  one.agent_identity_ = seal::identity_file_text(agent.identity, "made up");
  return one;
}

Result<Workstation> Workstation::load(const Path& folder) {
  Workstation one;
  for (const auto& [name, text] : {std::pair("device.sign", &one.device_),
                                   {"link.sign", &one.link_},
                                   {"agent.sign", &one.agent_signer_}}) {
    TRY_ASSIGN(const note::Signer signer, read_signer(folder / name));
    *text = signer.secret_text();
  }
  TRY_ASSIGN(const MadeUpParty agent, read_party(folder, "agent"));
  one.agent_identity_ = seal::identity_file_text(agent.identity, "made up");
  TRY_ASSIGN(one.agent_, read_text(folder / "agent.name", kLargest));
  TRY_ASSIGN(one.number_, read_text(folder / "agent.number", kLargest));
  return one;
}

Status Workstation::save(const Path& folder) const {
  TRY(put_signer(folder, "device", device(), note::Role::kDevice));
  TRY(put_signer(folder, "link", link(), note::Role::kLink));
  TRY(put_party(folder, "agent", agent_keys(), note::Role::kAgent, agent_));
  TRY(put(folder / "agent.name", agent_));
  return put(folder / "agent.number", number_);
}

note::Signer Workstation::device() const { return note::Signer::parse(device_).value(); }
note::Signer Workstation::link() const { return note::Signer::parse(link_).value(); }
MadeUpParty Workstation::agent_keys() const {
  return {note::Signer::parse(agent_signer_).value(),
          std::move(seal::parse_identity_file(agent_identity_).value().front())};
}

std::string workstation_folder(std::size_t number) { return fmt::format("workstation-{:05}", number); }

Company::Company(MadeUpParty employer_, MadeUpParty union_, MadeUpParty reviewer_, MadeUpParty insight_,
                 note::Signer witness_)
    : employer(std::move(employer_)),
      union_party(std::move(union_)),
      reviewer(std::move(reviewer_)),
      insight(std::move(insight_)),
      witness(std::move(witness_)),
      pins_{keys_of(employer, note::Role::kEmployer, "employer"),
            keys_of(union_party, note::Role::kUnion, "union")} {}

Result<Company> Company::make_up(const CompanyOptions& options, Utc now) {
  TRY_ASSIGN(MadeUpParty employer, new_party("made-up-employer"));
  TRY_ASSIGN(MadeUpParty union_party, new_party("made-up-union"));
  TRY_ASSIGN(MadeUpParty reviewer, new_party("made-up-reviewer"));
  TRY_ASSIGN(MadeUpParty insight, new_party("made-up-insight"));
  TRY_ASSIGN(note::Signer witness, note::Signer::generate("made-up-witness"));
  Company company(std::move(employer), std::move(union_party), std::move(reviewer), std::move(insight),
                  std::move(witness));
  for (std::size_t number = 1; number <= options.workstations; ++number) {
    TRY_ASSIGN(Workstation one, Workstation::make_up(number, options.suffix));
    company.workstations.push_back(std::move(one));
  }
  std::vector<std::string> rosters;
  std::span<const Workstation> rest = company.workstations;
  do {
    const std::size_t count = std::min(rest.size(), options.most_on_roster);
    TRY_ASSIGN(const roster::Roster roster, fleet::roster_of(rest.first(count), roster_id(rosters.size())));
    rosters.push_back(company.sign_roster(roster));
    rest = rest.subspan(count);
  } while (!rest.empty());
  TRY(company.take_notes(company.sign_agreement(options, now), std::move(rosters)));
  return company;
}

const roster::SignedRoster& Company::roster_of(const Workstation& workstation) const {
  return rosters_.at(roster_of_agent_.at(workstation.agent()));
}

Status Company::take_notes(std::string agreement_note, std::vector<std::string> roster_notes) {
  agreement_note_ = std::move(agreement_note);
  roster_notes_ = std::move(roster_notes);
  TRY_ASSIGN(agreement_, agreement::Agreement::verify(agreement_note_, pins_));
  for (const std::string& note : roster_notes_) {
    TRY_ASSIGN(roster::SignedRoster one, roster::SignedRoster::verify(note, pins_));
    for (const roster::Agent& agent : one->agents) roster_of_agent_[agent.name] = rosters_.size();
    rosters_.push_back(std::move(one));
  }
  return {};
}

std::string Company::terms(const CompanyOptions& options, Utc now) const {
  std::string text = fmt::format(
      "insyn = 1\nid = \"made up\"\nemployer = \"Made-up employer\"\nunion = \"Made-up union\"\n"
      "purpose = \"a test\"\nnot_before = {}\nnot_after = {}\n",
      to_text(now - std::chrono::days(7 * options.weeks + 1)), to_text(now + std::chrono::days(30)));
  if (!options.supersedes.empty())
    text += fmt::format("supersedes = [{}]\n", quoted_list(options.supersedes));
  for (const std::string& name : options.applications) {
    const auto real = options.programs.find(name);
    text += fmt::format("[[application]]\nname = \"{}\"\nkind = \"native\"\nexe = \"{}\"\n", name,
                        real != options.programs.end()
                            ? real->second
                            : "/opt/made-up/" + to_hex(sha256(view_of(name))).substr(0, 8));
  }
  text += "[recording]\nlevel = \"full\"\ncalls_per_agent_per_week = 1000\nsample = 1.0\n";
  text += fmt::format("[calls]\nmanual = true\n[retention]\ndays = {}\n", options.retention_days);
  if (options.ledger) {
    text +=
        fmt::format("[ledger]\norigin = \"{}\"\nkey = \"{}\"\nwitnesses = [\"{}\"]\ngrace_hours = {}\n",
                    options.origin, options.ledger->text(), witness.verifier().text(), options.grace_hours);
  }
  text += fmt::format(
      "[access]\nreviewers = [\"{}\"]\npurposes = [\"article-wrong\", \"search-fails\", \"steps-lost\"]\n",
      reviewer.identity.recipient().text());
  text += fmt::format("[insight]\nmin_group = 10\nmin_calls = 30\nrecipient = \"{}\"\n",
                      insight.identity.recipient().text());
  return text + options.more_terms + vouched(reviewer, note::Role::kReviewer, kReviewerName) +
         vouched(insight, note::Role::kInsight, kInsightName);
}

std::string Company::vouched(const MadeUpParty& reader, note::Role role, const std::string& name) const {
  return agreement::vouched_table_of(
             note::sign(note::public_keys_text(keys_of(reader, role, name)), employer.signer))
      .value();
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
  return put(folder / roster_file(0), roster_note());
}

Status Company::save(const Path& folder) const {
  TRY(create_folder(folder));
  TRY(put(folder / kMark, kMarkText));
  TRY(enrol(folder));
  for (std::size_t number = 1; number < roster_notes_.size(); ++number)
    TRY(put(folder / roster_file(number), roster_notes_[number]));
  TRY(put_party(folder, "employer", employer, note::Role::kEmployer, "employer"));
  TRY(put_party(folder, "union", union_party, note::Role::kUnion, "union"));
  TRY(put_party(folder, "reviewer", reviewer, note::Role::kReviewer, kReviewerName));
  TRY(put_party(folder, "insight", insight, note::Role::kInsight, kInsightName));
  TRY(put_signer(folder, "witness", witness, note::Role::kWitness));
  for (std::size_t number = 0; number < workstations.size(); ++number) {
    const Path own = folder / workstation_folder(number + 1);
    TRY(create_folder(own));
    TRY(workstations[number].save(own));
  }
  return {};
}

Result<Company> Company::load(const Path& folder) {
  if (read_text(folder / kMark, kLargest).value_or("") != kMarkText)
    return fail(Code::kDenied, "{} is not the folder of a company that insyn-fleet has made up",
                folder.string());
  TRY_ASSIGN(MadeUpParty employer, read_party(folder, "employer"));
  TRY_ASSIGN(MadeUpParty union_party, read_party(folder, "union"));
  TRY_ASSIGN(MadeUpParty reviewer, read_party(folder, "reviewer"));
  TRY_ASSIGN(MadeUpParty insight, read_party(folder, "insight"));
  TRY_ASSIGN(note::Signer witness, read_signer(folder / "witness.sign"));
  Company company(std::move(employer), std::move(union_party), std::move(reviewer), std::move(insight),
                  std::move(witness));
  TRY_ASSIGN(std::string agreement_note, read_text(folder / "agreement.note", kLongestText));
  std::error_code error;
  std::vector<std::string> rosters;
  do {
    TRY_ASSIGN(std::string note, read_text(folder / roster_file(rosters.size()), kLongestText));
    rosters.push_back(std::move(note));
  } while (std::filesystem::exists(folder / roster_file(rosters.size()), error));
  for (std::size_t number = 1; number <= kMostWorkstations; ++number) {
    const Path own = folder / workstation_folder(number);
    if (!std::filesystem::exists(own, error)) break;
    TRY_ASSIGN(Workstation one, Workstation::load(own));
    company.workstations.push_back(std::move(one));
  }
  TRY(company.take_notes(std::move(agreement_note), std::move(rosters)));
  for (const Workstation& one : company.workstations) {
    if (!company.roster_of_agent_.contains(one.agent()))
      return fail(Code::kCorrupt, "{} has {}, who is on no roster", folder.string(), one.agent());
  }
  return company;
}

}  // namespace insyn::fleet
