#include "support/parties.h"

#include "base/check.h"
#include "recording/open/open_keys.h"
#include "roster/open/make_proof.h"
#include "seal/open/open_recording_key.h"

namespace insyn::support {
namespace {

void write(const Path& path, std::string_view text) {
  CHECK(write_file(path, view_of(text), Access::kOwnerOnly, IfExists::kReplace).has_value());
}

}  // namespace

Parties::Party Parties::make(const std::string& name) {
  return {note::Signer::generate(name).value(), seal::Identity::generate()};
}

void Parties::write(const Party& party, note::Role role, const std::string& prefix) const {
  const note::PublicKeys keys{role, prefix, party.signer.verifier(), party.identity.recipient().text()};
  support::write(file(prefix + ".pub"), note::public_keys_text(keys));
  support::write(file(prefix + ".sign"), party.signer.secret_text() + "\n");
  support::write(file(prefix + ".age"), seal::identity_file_text(party.identity, "test"));
}

Parties::Parties(const Path& folder)
    : folder_(folder),
      employer_(make("employer")),
      union_(make("union")),
      stranger_(make("stranger")),
      agent_(make("agent-7")),
      device_(note::Signer::generate("device").value()) {
  write(employer_, note::Role::kEmployer, "employer");
  write(union_, note::Role::kUnion, "union");
  write(stranger_, note::Role::kUnion, "stranger");
  write(agent_, note::Role::kAgent, "agent");
  support::write(file("device.sign"), device_.secret_text() + "\n");
  support::write(file("device.pub"),
                 note::public_keys_text({note::Role::kDevice, "device", device_.verifier(), ""}));
  roster_ = make_roster();
  write_roster(roster_, "roster.note");
}

roster::Roster Parties::make_roster() const {
  const std::string proof = roster::make_proof("test", "agent-7", agent_.signer, agent_.identity);
  roster::Roster roster;
  roster.id = "test";
  roster.agents.push_back({"agent-7", {"201"}, {roster::parse_proof(proof).value().key}});
  roster.devices.push_back({"device", device_.verifier()});
  return roster;
}

Path Parties::write_roster(const roster::Roster& roster, const std::string& name) const {
  const std::string once = note::sign(roster::roster_text(roster), employer_.signer);
  support::write(file(name), note::add_signature(once, union_.signer).value());
  return file(name);
}

// The employer vouches for the insight key.
std::string Parties::insight_tables() const {
  const std::string recipient = insight_.recipient().text();
  const note::PublicKeys keys{note::Role::kInsight, "insight", std::nullopt, recipient};
  return fmt::format(
      "[insight]\nrecipient = \"{}\"\n{}", recipient,
      agreement::vouched_table_of(note::sign(note::public_keys_text(keys), employer_.signer)).value());
}

std::string Parties::terms(const TestTerms& terms) const {
  const Utc now = SystemClock().utc();
  const Utc begin = terms.not_before == Utc() ? now - std::chrono::hours(24) : terms.not_before;
  const Utc end = terms.not_after == Utc() ? now + std::chrono::hours(24) : terms.not_after;
  std::string text = fmt::format(
      "insyn = 1\nid = \"test\"\nemployer = \"E\"\nunion = \"U\"\npurpose = \"a test\"\nnot_before = {}\n"
      "not_after = {}\n[[application]]\nname = \"Kundstöd\"\nkind = \"native\"\nexe = \"{}\"\n",
      to_text(begin), to_text(end), terms.exe.string());
  if (!terms.hours.empty()) {
    const std::string days = "days = [\"mon\", \"tue\", \"wed\", \"thu\", \"fri\", \"sat\", \"sun\"]";
    const std::string line = fmt::format("hours = {{ {}, {} }}\n", days, terms.hours);
    text.insert(text.find("[[application]]"), line);
  }
  if (!terms.wm_class.empty()) text += fmt::format("wm_class = \"{}\"\n", terms.wm_class);
  text += terms.screens;
  text += terms.more;
  if (!terms.screens.empty() || terms.did_not_help) text += insight_tables();
  return text +
         fmt::format(
             "[recording]\nlevel = \"{}\"\ncalls_per_agent_per_week = {}\nsample = "
             "{:.12f}\nmax_minutes = {}\n"
             "max_fps = {}\n[calls]\nmanual = {}\n[agent]\ndiscard_within_hours = {}\ndid_not_help = {}\n",
             terms.level, terms.calls_per_week, terms.sample, terms.max_minutes, terms.max_fps, terms.manual,
             terms.discard_hours, terms.did_not_help);
}

Path Parties::sign(const TestTerms& terms, const std::vector<std::string>& signers) const {
  std::string note = this->terms(terms);
  for (const std::string& signer : signers) {
    const Party& party = signer == "employer" ? employer_ : signer == "union" ? union_ : stranger_;
    note = note::sign_or_add_signature(note, party.signer).value();
  }
  support::write(file("agreement.note"), note);
  return file("agreement.note");
}

Result<seal::Identity> Parties::open(const Path& recording) const {
  TRY_ASSIGN(const Bytes key, read_file(recording / recording::kKey, recording::kLargestKeyFile));
  return seal::open_by_two(key, {&union_.identity, 1}, {&employer_.identity, 1});
}

std::string Parties::events_of(const Path& recording) const {
  const recording::Recording read = recording::Recording::read(recording).value();
  const Bytes key = read_file(recording / recording::kEventsKey, recording::kLargestKeyFile).value();
  const seal::Identity events = seal::open_by_two(key, {&union_.identity, 1}, {&insight_, 1}).value();
  return read_events(read, events).value();
}

std::vector<std::string> Parties::statements_of(const Path& recording) const {
  const recording::Recording read = recording::Recording::read(recording).value();
  const auto calls = open_own_key(read, recording::OwnKey::kCalls, {&union_.identity, 1}).value();
  return read_statements(read, calls).value();
}

recording::EndStatement Parties::end_of(const Path& recording) const {
  const recording::Recording read = recording::Recording::read(recording).value();
  const auto calls = open_own_key(read, recording::OwnKey::kCalls, {&union_.identity, 1}).value();
  return read_end(read, calls).value().value();
}

}  // namespace insyn::support
