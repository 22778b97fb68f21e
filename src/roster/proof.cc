#include "roster/proof.h"

#include "note/note.h"
#include "note/recipient.h"
#include "seal/possession.h"
#include "toml/document.h"
#include "toml/table_reader.h"

namespace insyn::roster {
namespace {

Result<Proof> read_proof(const note::Note& note, std::string_view line) {
  TRY_ASSIGN(const toml::Value top, toml::parse(note.text));
  toml::TableReader fields(top, "");
  TRY(fields.integer("insyn_proof", {1, 1}));
  TRY_ASSIGN(std::string roster, fields.name("roster", kLongestName));
  TRY_ASSIGN(std::string agent, fields.name("agent", kLongestName));
  TRY_ASSIGN(const std::string sign, fields.string("sign", kLongestKey));
  TRY_ASSIGN(note::Verifier verifier, note::Verifier::parse(sign));
  TRY_ASSIGN(std::string age, note::read_recipient(fields, "age"));
  TRY_ASSIGN(const std::string opens, fields.string("opens", kLongestKey));
  TRY(fields.finish());
  auto bytes = from_base64(opens, Padding::kRequired);
  if (!bytes) return fail(Code::kCorrupt, "its “opens” is not base64");
  Proof proof{std::move(roster),
              std::move(agent),
              {std::move(verifier), std::move(age), std::move(*bytes), std::string(line)}};
  if (proof_text(proof.roster, proof.agent, proof.key) != note.text) {
    return fail(Code::kCorrupt, "it is not written as insyn keys prove writes it");
  }
  TRY(check_key(proof.roster, proof.agent, proof.key));
  return proof;
}

}  // namespace

std::string statement_of(const std::string& roster, const std::string& agent, const note::Verifier& sign,
                         const std::string& age) {
  return fmt::format("insyn_proof = 1\nroster = {}\nagent = {}\nsign = {}\nage = {}\n", toml::quoted(roster),
                     toml::quoted(agent), toml::quoted(sign.text()), toml::quoted(age));
}

std::string proof_text(const std::string& roster, const std::string& agent, const AgentKey& key) {
  return fmt::format("{}opens = \"{}\"\n", statement_of(roster, agent, key.sign, key.age),
                     to_base64(key.opens, Padding::kRequired));
}

Status check_key(const std::string& roster, const std::string& agent, const AgentKey& key) {
  const auto refused = [&](std::string_view why) {
    return fail(Code::kDenied, "the key {} of “{}” {}; let the agent run insyn keys prove", key.age, agent,
                why);
  };
  TRY_ASSIGN(const seal::Recipient recipient, seal::Recipient::parse(key.age));
  const std::string statement = statement_of(roster, agent, key.sign, key.age);
  if (!seal::check_possession(recipient, statement, key.opens)) {
    return refused("has no proof that the agent can open with it");
  }
  const auto note = note::parse(fmt::format("{}\n— {}\n", proof_text(roster, agent, key), key.vouch));
  if (!note || note->signatures.size() != 1 ||
      !note::signature_fits(note->text, note->signatures.front(), key.sign)) {
    return refused("is not signed for with its other half");
  }
  return {};
}

Result<Proof> parse_proof(std::string_view note) {
  auto parsed = note::parse(note);
  if (parsed && parsed->signatures.size() == 1) {
    constexpr std::size_t kMark = std::string_view("— ").size();
    const std::string_view line = note.substr(parsed->text.size() + 1 + kMark);
    auto proof = read_proof(*parsed, line.substr(0, line.size() - 1));
    if (!proof) return in_context("the proof", std::move(proof).error());
    return proof;
  }
  return fail(Code::kCorrupt, "it is no proof of an agent's key; let the agent run insyn keys prove");
}

}  // namespace insyn::roster
