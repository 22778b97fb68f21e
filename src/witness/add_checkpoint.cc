#include "witness/add_checkpoint.h"

namespace insyn::witness {
namespace {

Failure malformed(const char* what) { return fail(Code::kCorrupt, "the request {}", what); }

}  // namespace

std::string text_of(const AddCheckpoint& request) {
  std::string text = fmt::format("old {}\n", request.old_size);
  for (const Digest& hash : request.proof) text += ledger::hash_text(hash) + "\n";
  return text + "\n" + request.checkpoint;
}

Result<AddCheckpoint> parse_add_checkpoint(std::string_view body) {
  constexpr std::string_view kOld = "old ";
  if (body.size() > kLargestRequest) return malformed("is too long");
  AddCheckpoint request;
  const std::size_t first = body.find('\n');
  if (first == std::string_view::npos || !body.starts_with(kOld))
    return malformed("does not begin with an old size");
  auto old_size = ledger::parse_size(body.substr(kOld.size(), first - kOld.size()));
  if (!old_size) return malformed("states an old size that is none");
  request.old_size = *old_size;
  body.remove_prefix(first + 1);
  for (;;) {
    const std::size_t end = body.find('\n');
    if (end == std::string_view::npos) return malformed("is cut off");
    const std::string_view line = body.substr(0, end);
    body.remove_prefix(end + 1);
    if (line.empty()) break;
    if (request.proof.size() == ledger::kLongestProof) return malformed("has a proof that is too long");
    auto hash = ledger::parse_hash(line);
    if (!hash) return malformed("has a proof with a line that is no hash");
    request.proof.push_back(*hash);
  }
  if (body.empty()) return malformed("has no checkpoint");
  request.checkpoint = body;
  return request;
}

Result<std::string> with_cosignatures(std::string_view checkpoint, std::string_view answer,
                                      std::span<const note::Verifier> witnesses) {
  if (checkpoint.size() + answer.size() > 2 * ledger::kLargestCheckpoint)
    return fail(Code::kCorrupt, "the witness's answer is too long");
  TRY_ASSIGN(const note::Note before, note::parse(checkpoint));
  auto both = note::parse(std::string(checkpoint) + std::string(answer));
  if (!both || both->text != before.text)
    return fail(Code::kCorrupt, "the witness's answer is not made of signatures");
  std::string result(checkpoint);
  for (const note::Verifier& witness : witnesses) {
    note::Note added{before.text, {}};
    for (std::size_t i = before.signatures.size(); i < both->signatures.size(); ++i) {
      const note::Signature& one = both->signatures[i];
      if (one.name == witness.name() && one.id == ledger::cosigner_id(witness))
        added.signatures.push_back(one);
    }
    TRY(ledger::cosigned_at(added, witness));
    for (const note::Signature& one : added.signatures) result += note::line_of(one);
  }
  if (result.size() == checkpoint.size())
    return fail(Code::kDenied,
                "the witness's answer has no cosignature by a witness that the agreement names");
  if (result.size() > ledger::kLargestCheckpoint)
    return fail(Code::kFull, "the checkpoint has too many signatures");
  return result;
}

Result<std::uint64_t> parse_conflict(std::string_view body) {
  if (!body.ends_with('\n'))
    return fail(Code::kCorrupt, "the witness's answer is not the size that it has seen");
  return ledger::parse_size(body.substr(0, body.size() - 1));
}

}  // namespace insyn::witness
