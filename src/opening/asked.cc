#include "opening/asked.h"

#include <algorithm>

#include "note/note.h"
#include "recording/format/note_text.h"

namespace insyn::opening {
namespace {

agreement::Layer layer_of(ledger::Opens opens) {
  return opens == ledger::Opens::kPictures ? agreement::Layer::kReviewers : agreement::Layer::kInsight;
}

const agreement::Opener* reader_of(const Request& request, const agreement::Agreement& agreement) {
  for (const agreement::Opener& one : agreement.openers())
    if (one.layer == layer_of(request.opens) && one.recipient == request.reader) return &one;
  return nullptr;
}

const note::PublicKeys* party_named(const std::string& name, const agreement::Agreement& agreement) {
  if (agreement.employer().name == name) return &agreement.employer();
  for (const note::PublicKeys& one : agreement.unions())
    if (one.name == name) return &one;
  return nullptr;
}

// With what `reader` signs.
const note::Verifier* key_of(const agreement::Opener& reader, const agreement::Agreement& agreement) {
  for (const agreement::VouchedRecipient& one : agreement.terms().vouched)
    if (one.keys.recipient == reader.recipient && one.keys.verifier) return &*one.keys.verifier;
  const note::PublicKeys* party = party_named(reader.vouched_by, agreement);
  return party != nullptr && party->verifier ? &*party->verifier : nullptr;
}

Status check_purpose(const Request& request, const agreement::Terms& terms) {
  if (terms.purposes.empty()) return {};
  const auto& agreed = terms.purposes;
  if (std::find(agreed.begin(), agreed.end(), request.purpose) != agreed.end()) return {};
  std::string all;
  for (const std::string& one : agreed) all += (all.empty() ? "" : ", ") + one;
  return fail(Code::kDenied, "“{}” is no agreed purpose; access.purposes has {}", request.purpose, all);
}

// The text of a note that was signed with this key, whoever else has.
Result<std::string> signed_text(std::string_view note, const note::Verifier& key) {
  if (note.size() > kLargestOpeningNote)
    return fail(Code::kCorrupt, "it has {} bytes, more than {}", note.size(), kLargestOpeningNote);
  return recording::verified_text(note, key);
}

Status check_same(const Digest& said, const Digest& request, std::string_view said_recording,
                  std::string_view recording) {
  if (said == request && said_recording == recording) return {};
  return fail(Code::kDenied, "it answers another request");
}

template <class T>
bool has(const std::vector<T>& list, std::string_view value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

}  // namespace

Result<Asked> verify_request(std::string_view note, const agreement::Agreement& agreement) {
  if (note.size() > kLargestOpeningNote)
    return fail(Code::kCorrupt, "it has {} bytes, more than {}", note.size(), kLargestOpeningNote);
  TRY_ASSIGN(const note::Note parsed, note::parse(note));
  TRY_ASSIGN(Request request, parse_request(parsed.text));
  if (request.agreement != agreement.hash())
    return fail(Code::kDenied, "it was asked under another agreement, {}", to_hex(request.agreement));
  const agreement::Opener* reader = reader_of(request, agreement);
  if (reader == nullptr)
    return fail(Code::kDenied, "nothing is sealed to its reader {}: no {} of this agreement", request.reader,
                request.opens == ledger::Opens::kPictures ? "reviewer" : "insight recipient");
  const note::Verifier* key = key_of(*reader, agreement);
  if (key == nullptr) return fail(Code::kDenied, "“{}” has no key to sign with", reader->name);
  TRY(recording::verified_text(note, *key));
  TRY(check_purpose(request, agreement.terms()));
  return Asked{std::move(request), sha256(view_of(note)), reader->name};
}

Result<Approval> verify_approval(std::string_view note, const Digest& request, std::string_view recording,
                                 const note::Verifier& union_key) {
  TRY_ASSIGN(const std::string text, signed_text(note, union_key));
  TRY_ASSIGN(Approval approval, parse_approval(text));
  TRY(check_same(approval.request, request, approval.recording, recording));
  return approval;
}

Result<Refusal> verify_refusal(std::string_view note, const Digest& request, std::string_view recording,
                               const note::Verifier& union_key) {
  TRY_ASSIGN(const std::string text, signed_text(note, union_key));
  TRY_ASSIGN(Refusal refusal, parse_refusal(text));
  TRY(check_same(refusal.request, request, refusal.recording, recording));
  return refusal;
}

Result<Rules> verify_rules(std::string_view note, const note::Verifier& union_key) {
  TRY_ASSIGN(const std::string text, signed_text(note, union_key));
  return parse_rules(text);
}

Status check_allowed(const Rules& rules, const Request& request, std::string_view kind,
                     std::uint64_t approved_this_week, Utc now) {
  if (request.agreement != rules.agreement) return fail(Code::kDenied, "the rules are for another agreement");
  if (now < rules.from || now >= rules.until)
    return fail(Code::kDenied, "the rules hold from {} to {}", to_text(rules.from), to_text(rules.until));
  if (std::find(rules.opens.begin(), rules.opens.end(), request.opens) == rules.opens.end())
    return fail(Code::kDenied, "the rules do not open {}", name_of(request.opens));
  if (!has(rules.purposes, request.purpose))
    return fail(Code::kDenied, "the rules have no purpose “{}”", request.purpose);
  if (!rules.kinds.empty() && !has(rules.kinds, kind))
    return fail(Code::kDenied, "the rules do not have this kind of question");
  if (approved_this_week >= rules.a_week)
    return fail(Code::kDenied, "the ledger has {} approvals by rules of this week, and the rules allow {}",
                approved_this_week, rules.a_week);
  return {};
}

Result<note::PublicKeys> union_that_signed(std::string_view note, const agreement::Agreement& agreement) {
  TRY_ASSIGN(const note::Note parsed, note::parse(note));
  for (const note::PublicKeys& one : agreement.unions()) {
    if (!one.verifier) continue;
    TRY_ASSIGN(const bool signed_by, note::is_signed_by(parsed, *one.verifier));
    if (signed_by) return one;
  }
  return fail(Code::kDenied, "none of the agreement's unions has signed it");
}

}  // namespace insyn::opening
