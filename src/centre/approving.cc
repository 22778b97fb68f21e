#include "centre/approving.h"

#include "agreement/zone.h"

namespace insyn::centre {
namespace {

using opening::Case;
using opening::GivenFiles;
using opening::Judged;

Result<GivenFiles> given_files(Client& client, const std::string& recording) {
  TRY_ASSIGN(const Described described, client.recording(recording));
  std::map<std::string, Bytes> files;
  for (const std::string& name : described.files) {
    TRY_ASSIGN(Bytes bytes, client.file(recording, name));
    files.emplace(name, std::move(bytes));
  }
  return GivenFiles(std::move(files), described.chunks);
}

// The hash of the roster that the certificate names, whoever has signed it: what is given for it is verified.
Result<Digest> roster_named(const GivenFiles& files) {
  TRY_ASSIGN(const Bytes note, files.read(recording::kCertificate, recording::kLargestNote));
  TRY_ASSIGN(const note::Note parsed, note::parse(insyn::text_of(note)));
  TRY_ASSIGN(const recording::Certificate certificate, recording::parse_certificate(parsed.text));
  if (!certificate.roster_hash) return fail(Code::kDenied, "the recording was made without a roster");
  return *certificate.roster_hash;
}

opening::JudgeBy judging(const Approver& by) {
  return {by.agreement, by.pins, by.ledger.knowledge, by.now, by.passed, by.refused};
}

Status check_rules(const Approver& by, const opening::JudgeBy& judge_by, const Judged& judged) {
  if (!by.rules) return {};
  TRY_ASSIGN(const note::PublicKeys party, opening::union_that_signed(by.rules->second, by.agreement));
  TRY_ASSIGN(const std::uint64_t before, opening::approved_by_rules(judge_by, party.name));
  TRY_ASSIGN(const Utc week, agreement::week_start(by.now, zone_of(by.agreement.terms())));
  return opening::check_allowed(by.rules->first, judged.asked.request, judged.certificate.kind,
                                before + by.given.by_rules_beside(by.ledger.knowledge, week), by.now);
}

opening::Approval approval_of(const Approver& by, const Judged& judged, std::uint64_t entry) {
  opening::Approval approval;
  approval.request = judged.asked.hash;
  approval.recording = judged.asked.request.recording;
  approval.entry = entry;
  if (by.rules) {
    approval.by = ledger::ApprovedBy::kRules;
    approval.rules = sha256(view_of(by.rules->second));
  }
  approval.checkpoint_size = by.ledger.checkpoint.size;
  approval.checkpoint_root = by.ledger.checkpoint.root;
  approval.checkpoint_time = by.ledger.cosigned;
  approval.time = by.now;
  return approval;
}

}  // namespace

Result<Examined> examine(const Approver& by, const std::string& request) {
  if (by.now - by.ledger.cosigned > kFreshEnough)
    return fail(Code::kTransient, "the ledger was read too long ago, at {}", to_text(by.ledger.cosigned));
  TRY(by.given.check(by.ledger.knowledge, by.ledger.cosigned));
  TRY_ASSIGN(Given given, by.client.request(request));
  if (!given.salt)
    return fail(Code::kDenied, "the server does not show by which salt the request stands in the ledger");
  if (given.listed.entry >= by.ledger.checkpoint.size)
    return fail(Code::kTransient,
                "the witnesses have not seen the request's entry yet; try again in a minute");
  TRY_ASSIGN(GivenFiles files, given_files(by.client, given.listed.recording));
  TRY_ASSIGN(const Digest roster_hash, roster_named(files));
  TRY_ASSIGN(const std::string roster, by.client.roster(roster_hash));
  const opening::JudgeBy judge_by = judging(by);
  const Case what{given.listed.note, given.listed.entry, *given.salt, roster, files};
  TRY_ASSIGN(Judged judged, opening::judge(judge_by, what));
  return Examined{std::move(given), std::move(files), std::move(judged)};
}

Result<Approval> approve(const Approver& by, const std::string& request) {
  TRY_ASSIGN(const Examined examined, examine(by, request));
  const auto& [given, files, judged] = examined;
  TRY(check_rules(by, judging(by), judged));

  const opening::Request& asked = judged.asked.request;
  TRY_ASSIGN(const seal::Recipient recipient, seal::Recipient::parse(asked.request));
  TRY_ASSIGN(const recording::Peeled peeled,
             recording::peel(judged.recording, files, judged.verification,
                             {opening::kind_of(asked.opens), recipient, asked.request_name}, by.union_keys,
                             by.signer, by.now));
  const std::string approval = opening::text_of(approval_of(by, judged, given.listed.entry));
  const auto decided = by.rules ? ledger::ApprovedBy::kRules : ledger::ApprovedBy::kPerson;
  TRY(by.given.giving(given.listed.entry, decided, by.now));
  TRY(by.client.approve({request, note::sign(approval, by.signer), peeled.note, peeled.key}));
  TRY(by.given.taken(given.listed.entry, by.now));
  return Approval{judged.asked.asked_by, asked.because, judged.certificate.agent, judged.certificate.call};
}

Status refuse(Client& client, const std::string& request, const std::string& because,
              const note::Signer& signer, Utc now) {
  TRY_ASSIGN(const Given given, client.request(request));
  const opening::Refusal refusal{sha256(view_of(given.listed.note)), given.listed.recording,
                                 given.listed.entry, because, now};
  const std::string text = opening::text_of(refusal);
  if (!opening::parse_refusal(text))
    return fail(Code::kPermanent, "the reason cannot stand in a note: one line of 1 to 500 bytes");
  return client.refuse(request, note::sign(text, signer));
}

}  // namespace insyn::centre
