#include "cli/verbs/roster_read.h"

#include "cli/json.h"
#include "cli/table.h"
#include "enrolment/agreement_file.h"
#include "enrolment/key_files.h"
#include "enrolment/roster_file.h"
#include "note/note.h"

namespace insyn::cli {
namespace {

using roster::Agent;
using roster::AgentKey;
using roster::Machine;
using roster::Roster;
using roster::SignedRoster;

std::string joined(const std::vector<std::string>& texts) {
  std::string text;
  for (const std::string& one : texts) text += (text.empty() ? "" : ", ") + one;
  return text;
}

// Who has signed, by the names of the keys; nobody has looked whether that is true.
std::vector<std::string> claimed_signers(const std::string& text) {
  std::vector<std::string> names;
  if (!note::has_signature_line(text)) return names;
  const auto note = note::parse(text);
  if (!note) return names;
  for (const note::Signature& one : note->signatures) names.push_back(one.name);
  return names;
}

std::string text_of_roster(const Roster& roster) {
  Table table({Table::kLeft, Table::kLeft, Table::kLeft, Table::kLeft});
  for (const Agent& agent : roster.agents) {
    for (const AgentKey& key : agent.keys) {
      table.row({"agent", agent.name, key.age,
                 agent.numbers.empty() ? "" : fmt::format("numbers {}", joined(agent.numbers))});
    }
  }
  for (const Machine& one : roster.devices) table.row({"device", one.name, one.sign.text(), ""});
  for (const Machine& one : roster.links) table.row({"link", one.name, one.sign.text(), ""});
  const std::string head = fmt::format("Roster “{}”, version {}", roster.id, roster.version);
  return table.empty() ? head + ": nobody is on it" : head + ":\n" + table.text(2);
}

Json json_of(const std::vector<Machine>& machines) {
  Json all = Json::array();
  for (const Machine& one : machines) all.push_back({{"name", one.name}, {"sign", one.sign.text()}});
  return all;
}

Json json_of(const Roster& roster) {
  Json agents = Json::array();
  for (const Agent& agent : roster.agents) {
    Json keys = Json::array();
    for (const AgentKey& key : agent.keys) keys.push_back({{"sign", key.sign.text()}, {"age", key.age}});
    agents.push_back({{"name", agent.name}, {"numbers", agent.numbers}, {"keys", keys}});
  }
  std::vector<std::string> before;
  for (const Digest& one : roster.before) before.push_back(to_hex(one));
  return {{"id", roster.id},  {"version", roster.version},          {"before", before},
          {"agents", agents}, {"devices", json_of(roster.devices)}, {"links", json_of(roster.links)}};
}

roster::Seen seen(const SignedRoster& roster) { return {roster->id, roster->version, roster.hash()}; }

Status check_after(const SignedRoster& roster, const Path& earlier,
                   const std::vector<note::PublicKeys>& pins) {
  TRY_ASSIGN(const SignedRoster before, enrolment::read_roster(earlier, pins));
  if (before->id != roster->id) {
    return fail(Code::kDenied, "{} is another roster, “{}”", earlier.string(), before->id);
  }
  return roster::check_follows(seen(before), roster);
}

}  // namespace

Status roster_sign(const RosterSignOptions& options, Console& console) {
  TRY_ASSIGN(const note::Signer signer, enrolment::read_signer(options.key));
  TRY_ASSIGN(const std::string text, enrolment::read_roster_text(options.file));
  // What is shown is what is signed, whatever the file becomes meanwhile.
  auto roster = enrolment::parse_roster_draft(text);
  if (!roster) return in_context(options.file.string(), std::move(roster).error());
  console.say(text_of_roster(*roster));
  if (!options.yes && !console.confirm("Sign this roster?")) return fail(Code::kDenied, "nothing was signed");
  auto note = note::sign_or_add_signature(text, signer);
  if (!note) return in_context(options.file.string(), std::move(note).error());
  const Path out = options.out.value_or(options.file);
  TRY(write_file(out, view_of(*note), Access::kEveryoneReads,
                 options.out ? IfExists::kRefuse : IfExists::kReplace));
  console.result(fmt::format("{} is signed by {}", out.string(), joined(claimed_signers(*note))));
  console.say(fmt::format(
      "Once every party has signed it:\n  insyn roster verify {} --pin EMPLOYER.pub --pin UNION.pub",
      out.string()));
  return {};
}

Status roster_verify(const RosterVerifyOptions& options, Console& console) {
  TRY_ASSIGN(const std::vector<note::PublicKeys> pins, enrolment::read_pins(options.pins));
  TRY_ASSIGN(const SignedRoster roster, enrolment::read_roster(options.file, pins));
  if (options.after) TRY(check_after(roster, *options.after, pins));
  if (options.json) {
    Json json = json_of(roster.roster());
    json["hash"] = to_hex(roster.hash());
    console.result(json_text(json));
    return {};
  }
  console.result(fmt::format(
      "Every party has signed this roster, and every agent on it has proven to have the key.\n{}\n"
      "SHA-256 {}",
      text_of_roster(roster.roster()), to_hex(roster.hash())));
  return {};
}

Status roster_show(const RosterShowOptions& options, Console& console) {
  TRY_ASSIGN(const Roster roster, enrolment::read_roster_draft(options.file));
  TRY_ASSIGN(const std::string text, enrolment::read_roster_text(options.file));
  const std::vector<std::string> signers = claimed_signers(text);
  if (options.json) {
    Json json = json_of(roster);
    json["signed_by"] = signers;
    console.result(json_text(json));
    return {};
  }
  console.result(text_of_roster(roster));
  console.say(signers.empty() ? "Nobody has signed it yet"
                              : fmt::format("Signed by {}, which was not checked: insyn roster verify does",
                                            joined(signers)));
  return {};
}

}  // namespace insyn::cli
