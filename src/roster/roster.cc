#include "roster/roster.h"

#include <algorithm>

#include "base/name.h"
#include "note/note.h"
#include "note/recipient.h"
#include "roster/proof.h"
#include "toml/document.h"
#include "toml/table_reader.h"

namespace insyn::roster {
namespace {

constexpr std::size_t kLongestNumber = 60;
constexpr std::int64_t kLatestVersion = 1'000'000;

Result<note::Verifier> read_sign(toml::TableReader& fields) {
  TRY_ASSIGN(const std::string text, fields.string("sign", kLongestKey));
  auto key = note::Verifier::parse(text);
  if (key) return key;
  return toml::invalid(fields.find("sign")->line, fields.full_name("sign"), "{}", key.error().message);
}

Status read_before(toml::TableReader& top, Roster& roster) {
  TRY_ASSIGN(const std::vector<std::string> texts, top.strings("before", 2 * Digest().size()));
  const toml::Value* value = top.find("before");
  const int line = value == nullptr ? top.line() : value->line;
  if (texts.empty() != (roster.version == 1) || texts.size() > kMostBefore) {
    return toml::invalid(line, "before",
                         "must name the versions before, the last one first; version 1 has none");
  }
  for (const std::string& text : texts) {
    const auto bytes = from_hex(text);
    Digest digest{};
    if (!bytes || bytes->size() != digest.size()) {
      return toml::invalid(line, "before", "must be SHA-256 hashes: 64 hexadecimal digits each");
    }
    std::copy(bytes->begin(), bytes->end(), digest.begin());
    roster.before.push_back(digest);
  }
  return {};
}

Status read_agent(const toml::Value& table, Roster& roster) {
  toml::TableReader fields(table, "agent");
  Agent agent;
  TRY_ASSIGN(agent.name, fields.name("name", kLongestName));
  TRY_ASSIGN(agent.numbers, fields.strings("numbers", kLongestNumber));
  TRY(fields.finish());
  for (const std::string& number : agent.numbers) {
    if (auto fine = check_name(number, kLongestNumber); !fine) {
      return toml::invalid(table.line, "agent.numbers", "{}", fine.error().message);
    }
  }
  for (const Agent& other : roster.agents) {
    if (other.name == agent.name)
      return toml::invalid(table.line, "agent.name", "“{}” is given twice", agent.name);
    for (const std::string& number : agent.numbers) {
      if (std::find(other.numbers.begin(), other.numbers.end(), number) == other.numbers.end()) continue;
      return toml::invalid(table.line, "agent.numbers", "“{}” is of two agents", number);
    }
  }
  roster.agents.push_back(std::move(agent));
  return {};
}

bool same_key(const note::Verifier& a, const note::Verifier& b) {
  return std::equal(a.key().begin(), a.key().end(), b.key().begin(), b.key().end());
}

// The keys that sign, of everybody.
std::vector<const note::Verifier*> signing_keys(const Roster& roster) {
  std::vector<const note::Verifier*> all;
  for (const Agent& agent : roster.agents) {
    for (const AgentKey& key : agent.keys) all.push_back(&key.sign);
  }
  for (const Machine& device : roster.devices) all.push_back(&device.sign);
  for (const Machine& link : roster.links) all.push_back(&link.sign);
  return all;
}

Status check_new_key(int line, const Roster& roster, const note::Verifier& sign) {
  for (const note::Verifier* other : signing_keys(roster)) {
    if (same_key(*other, sign)) return toml::invalid(line, "sign", "is a key that is on the roster already");
  }
  return {};
}

Status read_key(const toml::Value& table, Roster& roster) {
  toml::TableReader fields(table, "key");
  TRY_ASSIGN(const std::string name, fields.name("agent", kLongestName));
  TRY_ASSIGN(note::Verifier sign, read_sign(fields));
  TRY_ASSIGN(std::string age, note::read_recipient(fields, "age"));
  TRY_ASSIGN(const std::string opens, fields.string("opens", kLongestKey));
  TRY_ASSIGN(std::string vouch, fields.string("signature", kLongestKey));
  TRY(fields.finish());
  const auto agent = std::find_if(roster.agents.begin(), roster.agents.end(),
                                  [&](const Agent& one) { return one.name == name; });
  if (agent == roster.agents.end()) {
    return toml::invalid(table.line, "key.agent", "“{}” is no [[agent]] of this roster", name);
  }
  TRY(check_new_key(table.line, roster, sign));
  if (roster.agent_with(age) != nullptr) {
    return toml::invalid(table.line, "key.age", "is a key that is on the roster already");
  }
  auto bytes = from_base64(opens, Padding::kRequired);
  if (!bytes) return toml::invalid(table.line, "key.opens", "is not base64");
  AgentKey key{std::move(sign), std::move(age), std::move(*bytes), std::move(vouch)};
  if (auto proven = check_key(roster.id, name, key); !proven) {
    return in_context(fmt::format("line {}", table.line), std::move(proven).error());
  }
  agent->keys.push_back(std::move(key));
  return {};
}

Status read_machine(const toml::Value& table, const std::string& kind, const Roster& roster,
                    std::vector<Machine>& into) {
  toml::TableReader fields(table, kind);
  TRY_ASSIGN(std::string name, fields.name("name", kLongestName));
  TRY_ASSIGN(note::Verifier sign, read_sign(fields));
  TRY(fields.finish());
  TRY(check_new_key(table.line, roster, sign));
  for (const Machine& other : into) {
    if (other.name == name) return toml::invalid(table.line, kind + ".name", "“{}” is given twice", name);
  }
  into.push_back({std::move(name), std::move(sign)});
  return {};
}

Result<Roster> read_roster(const toml::Value& text) {
  Roster roster;
  toml::TableReader top(text, "");
  TRY(top.integer("insyn_roster", {1, 1}));
  TRY_ASSIGN(roster.id, top.name("id", kLongestName));
  TRY_ASSIGN(const std::int64_t version, top.integer("version", {1, kLatestVersion}));
  roster.version = static_cast<int>(version);
  TRY(read_before(top, roster));
  TRY(top.each_table("agent", [&](const toml::Value& table) { return read_agent(table, roster); }));
  TRY(top.each_table("key", [&](const toml::Value& table) { return read_key(table, roster); }));
  for (const Agent& agent : roster.agents) {
    if (agent.keys.empty())
      return toml::invalid(top.line(), "[[key]]", "is missing for the agent “{}”", agent.name);
  }
  TRY(top.each_table("device", [&](const toml::Value& table) {
    return read_machine(table, "device", roster, roster.devices);
  }));
  TRY(top.each_table(
      "link", [&](const toml::Value& table) { return read_machine(table, "link", roster, roster.links); }));
  TRY(top.finish());
  return roster;
}

std::string list_text(const std::vector<std::string>& texts) {
  std::string list;
  for (const std::string& text : texts) list += (list.empty() ? "" : ", ") + toml::quoted(text);
  return "[" + list + "]";
}

void add_machines(const char* kind, const std::vector<Machine>& machines, std::string& text) {
  for (const Machine& one : machines) {
    text += fmt::format("\n[[{}]]\nname = {}\nsign = {}\n", kind, toml::quoted(one.name),
                        toml::quoted(one.sign.text()));
  }
}

Status check_parties(const std::vector<note::PublicKeys>& pins) {
  std::size_t employers = 0;
  for (std::size_t i = 0; i < pins.size(); ++i) {
    const bool employer = pins[i].role == note::Role::kEmployer;
    if ((!employer && pins[i].role != note::Role::kUnion) || !pins[i].verifier) {
      return fail(Code::kDenied, "the pin of {} has role {}; give the employer's and each union's .pub file",
                  pins[i].name, note::role_name(pins[i].role));
    }
    if (employer) ++employers;
    for (std::size_t j = 0; j < i; ++j) {
      if (!same_key(*pins[i].verifier, *pins[j].verifier)) continue;
      return fail(Code::kDenied, "{} and {} are pinned with the same signing key; each needs its own",
                  pins[j].name, pins[i].name);
    }
  }
  if (employers == 1 && pins.size() > 1) return {};
  return fail(Code::kDenied, "a roster is verified with the pin of the employer and that of each union");
}

}  // namespace

const Agent* Roster::agent_with(const std::string& age) const {
  for (const Agent& agent : agents) {
    for (const AgentKey& key : agent.keys) {
      if (key.age == age) return &agent;
    }
  }
  return nullptr;
}

const Machine* Roster::device_with(const note::Verifier& sign) const {
  const auto found =
      std::find_if(devices.begin(), devices.end(), [&](const Machine& one) { return one.sign == sign; });
  return found == devices.end() ? nullptr : &*found;
}

Result<Roster> parse_roster(std::string_view text) {
  auto top = toml::parse(text);
  if (!top) return in_context("the roster", std::move(top).error());
  auto roster = read_roster(*top);
  if (!roster) return in_context("the roster", std::move(roster).error());
  return roster;
}

std::string roster_text(const Roster& roster) {
  std::string text =
      fmt::format("insyn_roster = 1\nid = {}\nversion = {}\n", toml::quoted(roster.id), roster.version);
  std::vector<std::string> before;
  for (const Digest& one : roster.before) before.push_back(to_hex(one));
  if (!before.empty()) text += fmt::format("before = {}\n", list_text(before));
  for (const Agent& agent : roster.agents) {
    text += fmt::format("\n[[agent]]\nname = {}\n", toml::quoted(agent.name));
    if (!agent.numbers.empty()) text += fmt::format("numbers = {}\n", list_text(agent.numbers));
    for (const AgentKey& key : agent.keys) {
      text += fmt::format("[[key]]\nagent = {}\nsign = {}\nage = {}\nopens = \"{}\"\nsignature = {}\n",
                          toml::quoted(agent.name), toml::quoted(key.sign.text()), toml::quoted(key.age),
                          to_base64(key.opens, Padding::kRequired), toml::quoted(key.vouch));
    }
  }
  add_machines("device", roster.devices, text);
  add_machines("link", roster.links, text);
  return text;
}

Result<SignedRoster> SignedRoster::verify(std::string_view note, const std::vector<note::PublicKeys>& pins) {
  TRY(check_parties(pins));
  if (!note::has_signature_line(note)) {
    return fail(Code::kDenied, "nobody has signed this roster; let every party sign it (insyn roster sign)");
  }
  auto parsed = note::parse(note);
  if (!parsed) return in_context("the roster", std::move(parsed).error());
  for (const note::PublicKeys& pin : pins) {
    TRY_ASSIGN(const bool is_signed, note::is_signed_by(*parsed, *pin.verifier));
    if (is_signed) continue;
    return fail(Code::kDenied,
                "the {} ({}) has not signed this roster with the pinned key {}; ask it to sign",
                note::role_name(pin.role), pin.name, pin.verifier->name());
  }
  TRY_ASSIGN(Roster roster, parse_roster(parsed->text));
  return SignedRoster(std::move(roster), sha256(view_of(parsed->text)));
}

Status check_follows(const Seen& seen, const SignedRoster& next) {
  const Roster& roster = next.roster();
  if (roster.id != seen.id) return {};
  if (roster.version < seen.version) {
    return fail(
        Code::kDenied,
        "version {} of the roster “{}” is older than version {}, which was seen before; take the newest one",
        roster.version, roster.id, seen.version);
  }
  if (roster.version == seen.version) {
    if (next.hash() == seen.hash) return {};
    return fail(
        Code::kDenied,
        "there are two different versions {} of the roster “{}”, and the other one was seen before; let the "
        "parties find out why",
        roster.version, roster.id);
  }
  const auto between = static_cast<std::size_t>(roster.version - seen.version - 1);
  if (between < roster.before.size() && roster.before[between] == seen.hash) return {};
  return fail(Code::kDenied,
              "version {} of the roster “{}” does not follow version {}, which was seen before; let the "
              "parties make a version that names it",
              roster.version, roster.id, seen.version);
}

Roster next_version(Roster roster, const Digest& hash) {
  ++roster.version;
  roster.before.insert(roster.before.begin(), hash);
  if (roster.before.size() > kMostBefore) roster.before.resize(kMostBefore);
  return roster;
}

}  // namespace insyn::roster
