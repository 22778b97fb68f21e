#include "receipt/proven_entry.h"

#include "ledger/entries/entry.h"
#include "note/note.h"

namespace insyn {
namespace {

constexpr std::size_t kIdDigits = 32;

Result<ledger::Proof> take_proof(std::string_view& rest, const char* what) {
  TRY_ASSIGN(const std::string_view count, take_value(rest, "proof", what));
  TRY_ASSIGN(const std::uint64_t hashes, ledger::parse_size(count));
  if (hashes > ledger::kLongestProof) return fail(Code::kCorrupt, "{}: no proof has {} hashes", what, hashes);
  ledger::Proof proof;
  for (std::uint64_t i = 0; i < hashes; ++i) {
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos) return fail(Code::kCorrupt, "{}: its proof is cut off", what);
    TRY_ASSIGN(const Digest hash, ledger::parse_hash(rest.substr(0, end)));
    proof.push_back(hash);
    rest.remove_prefix(end + 1);
  }
  return proof;
}

Result<std::string> take_entry(std::string_view& rest, const char* what) {
  const std::size_t end = rest.find("\n\n");
  if (end == std::string_view::npos || end + 1 > ledger::kLongestEntryText)
    return fail(Code::kCorrupt, "{}: its entry does not end", what);
  std::string entry(rest.substr(0, end + 1));
  rest.remove_prefix(end + 2);
  return entry;
}

}  // namespace

std::string text_of(const ProvenEntry& proven) {
  std::string text = fmt::format("entry {}\nproof {}\n", proven.number, proven.proof.size());
  for (const Digest& hash : proven.proof) text += ledger::hash_text(hash) + "\n";
  return text + proven.entry + "\n" + proven.checkpoint;
}

Result<std::string_view> take_value(std::string_view& rest, std::string_view key, const char* what) {
  const std::size_t end = rest.find('\n');
  const std::string_view line = rest.substr(0, end);
  if (end == std::string_view::npos || !line.starts_with(key) || line.size() <= key.size() ||
      line[key.size()] != ' ')
    return fail(Code::kCorrupt, "{}: “{} …” is missing", what, key);
  rest.remove_prefix(end + 1);
  return line.substr(key.size() + 1);
}

Result<std::string> take_recording(std::string_view& rest, const char* what) {
  TRY_ASSIGN(const std::string_view id, take_value(rest, "recording", what));
  if (id.size() != kIdDigits || id.find_first_not_of("0123456789abcdef") != std::string_view::npos)
    return fail(Code::kCorrupt, "{}: it names no recording", what);
  return std::string(id);
}

Result<ProvenEntry> parse_proven(std::string_view rest, const char* what) {
  ProvenEntry proven;
  TRY_ASSIGN(const std::string_view number, take_value(rest, "entry", what));
  TRY_ASSIGN(proven.number, ledger::parse_size(number));
  TRY_ASSIGN(proven.proof, take_proof(rest, what));
  TRY_ASSIGN(proven.entry, take_entry(rest, what));
  if (rest.empty() || rest.size() > ledger::kLargestCheckpoint)
    return fail(Code::kCorrupt, "{}: its checkpoint is missing or too long", what);
  proven.checkpoint = rest;
  return proven;
}

Result<ledger::Checkpoint> verify_proven(const ProvenEntry& proven, const ReceiptLedger& ledger,
                                         const char* what) {
  TRY_ASSIGN(const note::Note parsed, note::parse(proven.checkpoint));
  TRY_ASSIGN(ledger::Checkpoint checkpoint, ledger::parse_checkpoint(parsed.text));
  if (checkpoint.origin != ledger.origin)
    return fail(Code::kDenied, "{}'s checkpoint is that of the ledger “{}”, and not of “{}”", what,
                checkpoint.origin, ledger.origin);
  TRY_ASSIGN(const bool by_ledger, note::is_signed_by(parsed, ledger.key));
  if (!by_ledger)
    return fail(Code::kDenied, "{}'s checkpoint is not signed with the ledger's key, {}", what,
                ledger.key.name());
  if (Status held = ledger::verify_inclusion(ledger::leaf_hash(view_of(proven.entry)), proven.number,
                                             checkpoint.size, checkpoint.root, proven.proof);
      !held)
    return fail(Code::kDenied, "{} does not prove that its entry stands in the ledger: {}", what,
                held.error().message);
  return checkpoint;
}

}  // namespace insyn
