#include "cli/verbs/roster_edit.h"

#include <algorithm>

#include "base/name.h"
#include "enrolment/key_files.h"
#include "enrolment/roster_file.h"
#include "note/note.h"
#include "roster/proof.h"

namespace insyn::cli {
namespace {

using roster::Agent;
using roster::Machine;
using roster::Roster;

// What may be changed: the draft, or the version after one that was signed.
Result<Roster> open_for_change(const Path& file) {
  TRY_ASSIGN(const std::string text, enrolment::read_roster_text(file));
  auto roster = enrolment::parse_roster_draft(text);
  if (!roster) return in_context(file.string(), std::move(roster).error());
  if (!note::has_signature_line(text)) return roster;
  TRY_ASSIGN(const note::Note note, note::parse(text));
  return roster::next_version(*std::move(roster), sha256(view_of(note.text)));
}

// What cannot be read back is not written.
Status save(const Roster& roster, const Path& file, IfExists if_exists, Console& console) {
  const std::string text = roster::roster_text(roster);
  if (auto fine = roster::parse_roster(text); !fine) return in_context("nothing was changed", fine.error());
  TRY(write_file(file, view_of(text), Access::kEveryoneReads, if_exists));
  console.result(fmt::format("{}: version {} of the roster “{}”, not signed yet", file.string(),
                             roster.version, roster.id));
  console.say(
      fmt::format("Every party has to sign it:\n  insyn roster sign {} --key PARTY.sign", file.string()));
  return {};
}

// Into a new file, or into the one that it was read from.
Status save_draft(const Roster& roster, const Path& file, const std::optional<Path>& out, Console& console) {
  return save(roster, out.value_or(file), out ? IfExists::kRefuse : IfExists::kReplace, console);
}

Status check_numbers(const std::vector<std::string>& numbers, const Roster& roster) {
  for (const Agent& agent : roster.agents) {
    for (const std::string& number : numbers) {
      if (std::find(agent.numbers.begin(), agent.numbers.end(), number) == agent.numbers.end()) continue;
      return fail(Code::kDenied, "the number {} is that of “{}” already; give another --number", number,
                  agent.name);
    }
  }
  return {};
}

// A key is one agent's or one machine's, and is there once.
Status check_not_there(const note::Verifier& sign, std::string_view age, const Roster& roster) {
  const auto there = [](std::string_view kind, const std::string& name) {
    return fail(Code::kDenied, "its key is on the roster already, as that of the {} “{}”", kind, name);
  };
  for (const Agent& agent : roster.agents) {
    for (const roster::AgentKey& key : agent.keys) {
      if (key.sign == sign || key.age == age) return there("agent", agent.name);
    }
  }
  for (const Machine& one : roster.devices) {
    if (one.sign == sign) return there("device", one.name);
  }
  for (const Machine& one : roster.links) {
    if (one.sign == sign) return there("link", one.name);
  }
  return {};
}

Status add_agent(std::string_view note, const std::vector<std::string>& numbers, Roster& roster) {
  TRY_ASSIGN(roster::Proof proof, roster::parse_proof(note));
  if (proof.roster != roster.id) {
    return fail(
        Code::kDenied,
        "it is for the roster “{}”, and this one is “{}”; let the agent run insyn keys prove with this "
        "roster",
        proof.roster, roster.id);
  }
  TRY(check_not_there(proof.key.sign, proof.key.age, roster));
  TRY(check_numbers(numbers, roster));
  auto agent = std::find_if(roster.agents.begin(), roster.agents.end(),
                            [&](const Agent& one) { return one.name == proof.agent; });
  if (agent == roster.agents.end()) agent = roster.agents.insert(agent, Agent{proof.agent, {}, {}});
  agent->keys.push_back(std::move(proof.key));
  for (const std::string& number : numbers) agent->numbers.push_back(number);
  return {};
}

Status add_machine(const note::PublicKeys& keys, const std::vector<std::string>& numbers, Roster& roster) {
  if ((keys.role != note::Role::kDevice && keys.role != note::Role::kLink) || !keys.verifier) {
    return fail(
        Code::kDenied,
        "it has role {}; devices and links join with their .pub file, and agents with a proof (insyn keys "
        "prove)",
        note::role_name(keys.role));
  }
  if (!numbers.empty()) {
    return fail(Code::kDenied, "it is no agent, and --number is of an agent; add it without a number");
  }
  TRY(check_not_there(*keys.verifier, "", roster));
  const bool device = keys.role == note::Role::kDevice;
  std::vector<Machine>& machines = device ? roster.devices : roster.links;
  for (const Machine& one : machines) {
    if (one.name != keys.name) continue;
    return fail(Code::kDenied,
                "another {} on the roster has the name “{}”; remove that one first (insyn roster remove), or "
                "make this one's key with another --name",
                note::role_name(keys.role), keys.name);
  }
  machines.push_back({keys.name, *keys.verifier});
  return {};
}

Status add_file(const Path& file, const std::vector<std::string>& numbers, Roster& roster) {
  TRY_ASSIGN(const std::string text, read_text(file, enrolment::kLargestKeyFile));
  Status added;
  if (text.starts_with("insyn_proof")) {
    added = add_agent(text, numbers, roster);
  } else {
    TRY_ASSIGN(const note::PublicKeys keys, enrolment::read_public_keys(file));
    added = add_machine(keys, numbers, roster);
  }
  if (!added) return in_context(file.string(), std::move(added).error());
  return {};
}

template <class Entry>
bool remove_named(std::vector<Entry>& entries, const std::string& name) {
  return std::erase_if(entries, [&](const Entry& one) { return one.name == name; }) > 0;
}

}  // namespace

Status roster_new(const RosterNewOptions& options, Console& console) {
  if (auto fine = check_name(options.id, roster::kLongestName); !fine) {
    return in_context("--id", std::move(fine).error());
  }
  Roster roster;
  roster.id = options.id;
  return save(roster, options.file, IfExists::kRefuse, console);
}

Status roster_add(const RosterAddOptions& options, Console& console) {
  TRY_ASSIGN(Roster roster, open_for_change(options.file));
  for (const Path& file : options.added) {
    if (auto added = add_file(file, options.numbers, roster); !added) {
      return in_context("nothing was changed", std::move(added).error());
    }
  }
  return save_draft(roster, options.file, options.out, console);
}

Status roster_remove(const RosterRemoveOptions& options, Console& console) {
  TRY_ASSIGN(Roster roster, open_for_change(options.file));
  for (const std::string& name : options.names) {
    const bool agent = remove_named(roster.agents, name);
    const bool device = remove_named(roster.devices, name);
    if (remove_named(roster.links, name) || agent || device) continue;
    return fail(Code::kPermanent,
                "nothing was changed: “{}” is not on the roster “{}”; insyn roster show says who is", name,
                roster.id);
  }
  return save_draft(roster, options.file, options.out, console);
}

}  // namespace insyn::cli
