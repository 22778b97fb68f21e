#include "ledger/checkpoint/trust.h"

#include <algorithm>

namespace insyn::ledger {
namespace {

using std::chrono::sys_seconds;

bool same_key(const note::Verifier& one, const note::Verifier& other) {
  return std::ranges::equal(one.key(), other.key());
}

// One key under two names would count twice.
Status check_keys(const Trust& trust) {
  if (trust.needed == 0 || trust.needed > trust.witnesses.size()) {
    return fail(Code::kDenied, "{} of {} witnesses cannot be asked for: at least one is needed", trust.needed,
                trust.witnesses.size());
  }
  for (std::size_t i = 0; i < trust.witnesses.size(); ++i) {
    const note::Verifier& witness = trust.witnesses[i];
    if (same_key(witness, trust.ledger))
      return fail(Code::kDenied, "the ledger's key is also that of its witness {}, so nobody watches it",
                  witness.name());
    for (std::size_t j = 0; j < i; ++j) {
      if (same_key(witness, trust.witnesses[j]))
        return fail(Code::kDenied, "the witnesses {} and {} have the same key", trust.witnesses[j].name(),
                    witness.name());
    }
  }
  return {};
}

bool is_fresh(sys_seconds at, const std::optional<Freshness>& freshness) {
  if (!freshness) return true;
  return at <= freshness->now + kClockTolerance && freshness->now - at <= freshness->at_most;
}

Result<std::vector<std::optional<sys_seconds>>> cosignatures(const note::Note& note, const Trust& trust) {
  std::vector<std::optional<sys_seconds>> all;
  for (const note::Verifier& witness : trust.witnesses) {
    TRY_ASSIGN(const std::optional<sys_seconds> at, cosigned_at(note, witness));
    all.push_back(at);
  }
  return all;
}

Status check_enough(const std::vector<std::optional<sys_seconds>>& cosigned, const Trust& trust,
                    const std::optional<Freshness>& freshness) {
  std::size_t all = 0;
  std::size_t fresh = 0;
  std::optional<sys_seconds> newest;
  for (const std::optional<sys_seconds>& at : cosigned) {
    if (!at) continue;
    ++all;
    if (is_fresh(*at, freshness)) ++fresh;
    newest = newest ? std::max(*newest, *at) : at;
  }
  if (all < trust.needed) {
    return fail(Code::kDenied, "the checkpoint is cosigned by {} of the {} witnesses that are needed", all,
                trust.needed);
  }
  if (fresh >= trust.needed) return {};
  return fail(
      Code::kDenied,
      "the checkpoint is not fresh: its last cosignature is of {}, it is {} now, and {} s are allowed; get "
      "the checkpoint again, and if it stays old, ask the witness",
      to_text(Utc(*newest)), to_text(freshness->now), freshness->at_most.count());
}

}  // namespace

Result<Believed> verify_checkpoint(std::string_view note, const Trust& trust,
                                   const std::optional<Freshness>& freshness) {
  TRY(check_keys(trust));
  if (note.size() > kLargestCheckpoint) return fail(Code::kCorrupt, "the checkpoint is too long");
  auto parsed = note::parse(note);
  if (!parsed) return in_context("the checkpoint", std::move(parsed).error());
  Believed believed;
  TRY_ASSIGN(believed.checkpoint, parse_checkpoint(parsed->text));
  if (believed.checkpoint.origin != trust.origin) {
    return fail(Code::kDenied, "the checkpoint is that of the ledger “{}”, and not of “{}”",
                believed.checkpoint.origin, trust.origin);
  }
  if (believed.checkpoint.size == 0 && believed.checkpoint.root != empty_root())
    return fail(Code::kCorrupt,
                "the checkpoint of a ledger without entries has another root than that of none");
  TRY_ASSIGN(const bool by_ledger, note::is_signed_by(*parsed, trust.ledger));
  if (!by_ledger)
    return fail(Code::kDenied, "the checkpoint is not signed by the ledger's key, {}", trust.ledger.name());
  TRY_ASSIGN(believed.cosigned, cosignatures(*parsed, trust));
  TRY(check_enough(believed.cosigned, trust, freshness));
  return believed;
}

}  // namespace insyn::ledger
