#include "room/signing.h"

#include <algorithm>

#include "base/text.h"
#include "differences/differences.h"
#include "enrolment/roster_file.h"
#include "words/agreement.h"

namespace insyn::room {
namespace {

using json::Json;

// What is signed of a text that may have signatures already.
Result<std::string> body_of(const std::string& text) {
  if (!note::has_signature_line(text)) {
    TRY(note::check_signable(text));
    return text;
  }
  TRY_ASSIGN(note::Note parsed, note::parse(text));
  return std::move(parsed.text);
}

struct Signatures {
  Json signed_by = Json::array(), missing = Json::array();
};
// Of the parties whose pins there are.
Result<Signatures> signatures_of(const std::string& text, const Keyring& keys) {
  Signatures found;
  std::optional<note::Note> note;
  if (note::has_signature_line(text)) {
    TRY_ASSIGN(note, note::parse(text));
  }
  for (const note::PublicKeys& pin : keys.pins) {
    if (!pin.verifier) continue;
    bool has_signed = false;
    if (note) {
      TRY_ASSIGN(has_signed, note::is_signed_by(*note, *pin.verifier));
    }
    (has_signed ? found.signed_by : found.missing).push_back(pin.name);
  }
  return found;
}

Status is_what_was_looked_at(const std::string& body, const std::string& hash) {
  if (to_hex(sha256(view_of(body))) == hash) return {};
  return fail(Code::kDenied, "this is another text than the one that was looked at; look at it again");
}

Result<const note::Signer*> party_key(const Keyring& keys) {
  if (keys.party() == nullptr)
    return fail(Code::kDenied,
                "this program was started without the key that signs for one of the parties whose --pin was "
                "given");
  return &*keys.signer;
}

Result<std::string> with_signature(const std::string& text, const note::Signer& signer) {
  auto signed_note = note::sign_or_add_signature(text, signer);
  // Once more is as good.
  if (!signed_note && signed_note.error().code == Code::kDenied && note::has_signature_line(text))
    return text;
  return signed_note;
}

Json agents_json(const roster::Roster& roster) {
  Json list = Json::array();
  for (const roster::Agent& one : roster.agents)
    list.push_back({{"name", one.name}, {"numbers", one.numbers}, {"keys", one.keys.size()}});
  return list;
}

Json machines_json(const std::vector<roster::Machine>& machines) {
  Json list = Json::array();
  for (const roster::Machine& one : machines) list.push_back(one.name);
  return list;
}

// Why the draft may not follow on the newest registered version; empty where it may.
std::string why_not_next(const std::optional<roster::SignedRoster>& newest, const roster::Roster& draft,
                         const Digest& hash) {
  if (!newest || newest->roster().id != draft.id || newest->hash() == hash) return "";
  const bool follows = draft.version > newest->roster().version &&
                       std::ranges::find(draft.before, newest->hash()) != draft.before.end();
  if (follows) return "";
  return fmt::format("it does not follow version {}, which is the newest that is registered",
                     newest->roster().version);
}

}  // namespace

Json agreement_json(const agreement::Agreement& agreement, const agreement::Terms* before) {
  const agreement::Terms& terms = agreement.terms();
  Json applications = Json::array();
  for (const agreement::Application& one : terms.applications) applications.push_back(one.name);
  Json json = {{"not_before", to_text(terms.not_before)},
               {"not_after", to_text(terms.not_after)},
               {"level", agreement::level_name(terms.level)},
               {"applications", std::move(applications)},
               {"retention_days", terms.retention_days},
               {"discard_within_hours", terms.discard_within_hours},
               {"audio", agreement::audio_name(terms.audio)},
               {"min_group", terms.min_group},
               {"grace_hours", terms.ledger ? Json(terms.ledger->grace_hours) : Json()},
               {"explained",
                {{"sv", words::explain(agreement, words::Language::kSwedish)},
                 {"en", words::explain(agreement, words::Language::kEnglish)}}}};
  if (before != nullptr) json["differences"] = differences(*before, terms);
  return json;
}

Result<std::optional<roster::SignedRoster>> Signing::newest_roster() {
  TRY_ASSIGN(const auto all, list_rosters(server_));
  if (all.empty()) return std::optional<roster::SignedRoster>();
  TRY_ASSIGN(roster::SignedRoster newest, read_roster(server_, all.back().hash, keys_));
  return std::optional(std::move(newest));
}

Result<std::string> Signing::roster() {
  TRY_ASSIGN(const auto all, list_rosters(server_));
  Json versions = Json::array();
  for (const RegisteredRoster& one : all)
    versions.push_back({{"id", one.id}, {"version", one.version}, {"hash", one.hash}, {"entry", one.entry}});
  Json answer = {{"versions", std::move(versions)}};
  if (!all.empty() && keys_.can_verify()) {
    TRY_ASSIGN(const roster::SignedRoster newest, read_roster(server_, all.back().hash, keys_));
    answer["newest"] = {{"id", newest->id},
                        {"version", newest->version},
                        {"hash", to_hex(newest.hash())},
                        {"agents", agents_json(newest.roster())},
                        {"devices", machines_json(newest->devices)},
                        {"links", machines_json(newest->links)}};
  }
  return json::line_of(answer);
}

Result<std::string> Signing::look_at_roster(const std::string& text) {
  TRY_ASSIGN(const std::string body, body_of(text));
  TRY_ASSIGN(const roster::Roster draft, roster::parse_roster(body));
  TRY_ASSIGN(const Signatures signatures, signatures_of(text, keys_));
  TRY_ASSIGN(const auto newest, newest_roster());
  const bool same_roster = newest && newest->roster().id == draft.id;
  const Digest hash = sha256(view_of(body));
  Json answer = {{"hash", to_hex(hash)},
                 {"id", draft.id},
                 {"version", draft.version},
                 {"after", same_roster ? Json(newest->roster().version) : Json()},
                 {"differences", differences(same_roster ? newest->roster() : roster::Roster{}, draft)},
                 {"signed_by", signatures.signed_by},
                 {"missing", signatures.missing}};
  const std::string problem = why_not_next(newest, draft, hash);
  if (!problem.empty()) answer["problem"] = problem;
  return json::line_of(answer);
}

Result<std::string> Signing::registered(const std::string& kind, const std::string& note, bool complete) {
  Json answer = {{"note", note}, {"registered", false}};
  if (complete) {
    const auto done = register_note(server_, kind, note);
    if (done)
      answer["registered"] = true;
    else
      answer["problem"] = done.error().message;
  }
  return json::line_of(answer);
}

Result<std::string> Signing::sign_roster(const std::string& text, const std::string& hash) {
  TRY_ASSIGN(const note::Signer* signer, party_key(keys_));
  TRY_ASSIGN(const std::string body, body_of(text));
  TRY(is_what_was_looked_at(body, hash));
  TRY_ASSIGN(const roster::Roster draft, roster::parse_roster(body));
  TRY_ASSIGN(const auto newest, newest_roster());
  if (const std::string problem = why_not_next(newest, draft, sha256(view_of(body))); !problem.empty())
    return fail(Code::kDenied, "nothing was signed: {}", problem);
  TRY_ASSIGN(const std::string note, with_signature(text, *signer));
  return registered("rosters", note, roster::SignedRoster::verify(note, keys_.pins).has_value());
}

Result<std::string> Signing::look_at_agreement(const std::string& text,
                                               const std::vector<RegisteredAgreement>& registered) {
  TRY_ASSIGN(const std::string body, body_of(text));
  TRY_ASSIGN(const agreement::Terms terms, agreement::parse_terms(body));
  TRY_ASSIGN(const Signatures signatures, signatures_of(text, keys_));
  Json answer = {{"hash", to_hex(sha256(view_of(body)))},
                 {"id", terms.id},
                 {"explained",
                  {{"sv", words::explain(terms, words::Language::kSwedish)},
                   {"en", words::explain(terms, words::Language::kEnglish)}}},
                 {"signed_by", signatures.signed_by},
                 {"missing", signatures.missing}};
  // Whom nobody vouches for opens nothing, so it is not signed.
  if (const auto preview = agreement::Agreement::preview(text, keys_.pins); !preview)
    answer["problem"] = preview.error().message;
  const auto before = std::find_if(registered.rbegin(), registered.rend(),
                                   [](const RegisteredAgreement& one) { return one.agreement != nullptr; });
  if (before != registered.rend()) {
    answer["after"] = before->id;
    answer["differences"] = differences(before->agreement->terms(), terms);
  }
  return json::line_of(answer);
}

Result<std::string> Signing::sign_agreement(const std::string& text, const std::string& hash) {
  TRY_ASSIGN(const note::Signer* signer, party_key(keys_));
  TRY_ASSIGN(const std::string body, body_of(text));
  TRY(is_what_was_looked_at(body, hash));
  if (auto preview = agreement::Agreement::preview(text, keys_.pins); !preview)
    return in_context("nothing was signed", std::move(preview).error());
  TRY_ASSIGN(const std::string note, with_signature(text, *signer));
  return registered("agreements", note, agreement::Agreement::verify(note, keys_.pins).has_value());
}

Result<std::string> Signing::withdraw(const agreement::Agreement& agreement, const std::string& word,
                                      const std::string& reason) {
  TRY_ASSIGN(const note::Signer* signer, party_key(keys_));
  if (word != agreement.terms().id)
    return fail(Code::kDenied, "nothing was withdrawn: “{}” is not the agreement's name", word);
  if (!reason.empty())
    if (auto fine = check_readable(reason, agreement::kLongestReason); !fine)
      return in_context("nothing was withdrawn: the reason", std::move(fine).error());
  const agreement::Withdrawal withdrawal{agreement.hash(), agreement.terms().id, signer->verifier().name(),
                                         std::chrono::floor<std::chrono::seconds>(clock_.utc()), reason};
  const std::string note = note::sign(agreement::withdrawal_text(withdrawal), *signer);
  // Whoever reads it has to find in it what was meant.
  if (auto read = agreement::verify_withdrawal(note, agreement.parties()); !read)
    return in_context("nothing was withdrawn", std::move(read).error());
  return registered("withdrawals", note, true);
}

}  // namespace insyn::room
