// Everything here that reads rosters and proofs from outside.
#include <cstdlib>

#include "base/name.h"
#include "roster/testing.h"

namespace {

using namespace insyn;
using namespace insyn::roster;

// The parties of docs/agreement.md, whose secret keys are known, so that the seeds hold what they signed.
const note::Signer& employer() {
  static const auto signer =
      note::Signer::parse(
          "PRIVATE+KEY+Kundcenter-Nord-AB+c36901b0+AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB")
          .value();
  return signer;
}
const note::Signer& union_side() {
  static const auto signer =
      note::Signer::parse("PRIVATE+KEY+Unionen-klubben+49355b80+AQICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIC")
          .value();
  return signer;
}
std::vector<note::PublicKeys> pins() {
  return {{note::Role::kEmployer, "E", employer().verifier(), ""},
          {note::Role::kUnion, "U", union_side().verifier(), ""}};
}

void is_a_roster(const Roster& roster) {
  if (roster.before.empty() != (roster.version == 1) || roster.before.size() > kMostBefore) std::abort();
  for (const Agent& agent : roster.agents) {
    if (agent.keys.empty()) std::abort();
    for (const AgentKey& key : agent.keys) {
      if (!check_key(roster.id, agent.name, key) || roster.agent_with(key.age) != &agent) std::abort();
    }
  }
  for (const Machine& device : roster.devices) {
    if (roster.device_with(device.sign) != &device) std::abort();
  }
}

// What is read is written as a text that says the same, and so is the version after it, which follows it.
void rosters_go_both_ways(std::string_view text) {
  const auto roster = parse_roster(text);
  if (!roster) return;
  is_a_roster(*roster);
  const std::string written = roster_text(*roster);
  const auto again = parse_roster(written);
  if (!again || roster_text(*again) != written) std::abort();
  if (roster->version == 1'000'000 || !note::check_signable(written)) return;
  const auto first = SignedRoster::verify(signed_by(*roster, employer(), union_side()), pins());
  if (!first) std::abort();
  const Roster after = next_version(*roster, first->hash());
  const auto next = SignedRoster::verify(signed_by(after, employer(), union_side()), pins());
  if (!next || !check_follows({roster->id, roster->version, first->hash()}, *next)) std::abort();
  if (check_follows({after.id, after.version, next->hash()}, *first)) std::abort();
}

// No bytes are a roster without the signatures of both.
void only_the_parties_sign(std::string_view text) {
  const auto roster = SignedRoster::verify(text, pins());
  if (!roster) return;
  const auto parsed = note::parse(text);
  if (!parsed || sha256(view_of(parsed->text)) != roster->hash()) std::abort();
  for (const note::Signer* party : {&employer(), &union_side()}) {
    if (note::is_signed_by(*parsed, party->verifier()) != true) std::abort();
  }
}

void proofs_go_both_ways(std::string_view text) {
  const auto proof = parse_proof(text);
  if (!proof) return;
  if (!text.starts_with(proof_text(proof->roster, proof->agent, proof->key))) std::abort();
  if (!text.ends_with("\n— " + proof->key.vouch + "\n")) std::abort();
  if (!check_key(proof->roster, proof->agent, proof->key)) std::abort();
  // It is nobody else's and for no other roster.
  if (check_key(proof->roster + "x", proof->agent, proof->key)) std::abort();
  if (check_key(proof->roster, proof->agent + "x", proof->key)) std::abort();
}

// Whatever a roster and a pseudonym are called, the proof for them is read again.
void proofs_are_for_any_name(std::string_view text) {
  static const TestAgent agent("agent");
  const std::size_t middle = text.find('\0');
  if (middle == std::string_view::npos) return;
  const std::string id(text.substr(0, middle)), name(text.substr(middle + 1));
  if (!check_name(id, kLongestName) || !check_name(name, kLongestName)) return;
  const auto proof = parse_proof(make_proof(id, name, agent.signer, agent.identity));
  if (!proof || proof->roster != id || proof->agent != name) std::abort();
  Roster roster;
  roster.id = id;
  roster.agents.push_back({name, {}, {proof->key}});
  if (!parse_roster(roster_text(roster))) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = insyn::text_of(ByteView(data, size));
  rosters_go_both_ways(text);
  if (const auto note = note::parse(text)) rosters_go_both_ways(note->text);
  only_the_parties_sign(text);
  proofs_go_both_ways(text);
  proofs_are_for_any_name(text);
  return 0;
}
