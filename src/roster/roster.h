// The roster: who may be recorded, and on what. A text in TOML that all parties of an agreement have signed
// as a note. docs/agreement.md describes it byte for byte.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/sha256.h"
#include "note/public_keys.h"

namespace insyn::roster {

// One of an agent's keys: that of a computer or a browser profile, with the proof that the agent has it.
struct AgentKey {
  note::Verifier sign;
  std::string age;    // "age1…"
  Bytes opens;        // seal::check_possession() of `age`
  std::string vouch;  // the signature line, without its dash, by `sign` over the proof's text
};

struct Agent {
  std::string name;                  // the pseudonym
  std::vector<std::string> numbers;  // by which the telephone system names the agent
  std::vector<AgentKey> keys;        // at least one
};

// A workstation, or its connection to a centre.
struct Machine {
  std::string name;
  note::Verifier sign;
};

struct Roster {
  std::string id;  // which roster this is: versions of one have the same
  int version = 1;
  std::vector<Digest>
      before;  // hashes of the texts of the versions before, the last one first; up to kMostBefore
  std::vector<Agent> agents;
  std::vector<Machine> devices;
  std::vector<Machine> links;

  const Agent* agent_with(const std::string& age) const;
  const Machine* device_with(const note::Verifier& sign) const;
};

inline constexpr std::size_t kMostBefore = 50;
// In bytes: the name of an agent, a machine or a roster, and one of the parts of a key in base64.
inline constexpr std::size_t kLongestName = 200;
inline constexpr std::size_t kLongestKey = 400;

// kCorrupt, with the line and the reason, where `text` is no roster: unknown keys, two agents with one name,
// number or key, or a key without the proof that its agent has it.
Result<Roster> parse_roster(std::string_view text);
// As roster add writes it; parse_roster() reads it back.
std::string roster_text(const Roster& roster);

// A roster that every party has signed.
class SignedRoster {
 public:
  // From a note and the pinned .pub files of the employer and of each union, in any order. kDenied where one
  // of these has not signed it, or where they are not an employer's and at least one union's. kCorrupt where
  // note or text is malformed.
  static Result<SignedRoster> verify(std::string_view note, const std::vector<note::PublicKeys>& pins);

  const Roster& roster() const { return roster_; }
  const Roster* operator->() const { return &roster_; }
  // SHA-256 of the text.
  const Digest& hash() const { return hash_; }

 private:
  SignedRoster(Roster roster, Digest hash) : roster_(std::move(roster)), hash_(hash) {}

  Roster roster_;
  Digest hash_;
};

// What somebody has seen of a roster before.
struct Seen {
  std::string id;
  int version = 0;
  Digest hash{};
  bool operator==(const Seen&) const = default;
};

// kDenied where `next` is an older version than `seen`, another text of the same one, or a later one that
// does not name it among the versions before. A roster of another id has nothing to do with `seen`.
Status check_follows(const Seen& seen, const SignedRoster& next);

// `roster`, which has been signed with this hash, as the draft of the next version.
Roster next_version(Roster roster, const Digest& hash);

}  // namespace insyn::roster
