#include "cli/verbs/agreement_withdraw.h"

#include "agreement/withdrawal.h"
#include "base/text.h"
#include "cli/out_path.h"
#include "enrolment/agreement_file.h"
#include "enrolment/key_files.h"

namespace insyn::cli {
namespace {

// Whoever reads it has to find in it what was meant: a withdrawal that no recorder understands ends nothing.
Result<std::string> signed_withdrawal(const agreement::Withdrawal& withdrawal, const note::Signer& signer) {
  std::string note = note::sign(agreement::withdrawal_text(withdrawal), signer);
  const auto read =
      agreement::verify_withdrawal(note, {{note::Role::kUnion, withdrawal.party, signer.verifier(), ""}});
  if (!read) return in_context("nothing was withdrawn", read.error());
  return note;
}

std::string signers(const note::Note& note) {
  std::string names;
  for (const note::Signature& one : note.signatures) names += (names.empty() ? "" : ", ") + one.name;
  return names;
}

Path usual_out(const Path& file) {
  Path out = file;
  return out.replace_extension(agreement::kWithdrawalEnding);
}

}  // namespace

Status agreement_withdraw(const AgreementWithdrawOptions& options, Utc now, Console& console) {
  const Path out = options.out.value_or(usual_out(options.file));
  TRY(require_new(out));
  if (!options.reason.empty()) {
    if (auto fine = check_readable(options.reason, agreement::kLongestReason); !fine) {
      return in_context("nothing was withdrawn: --reason", std::move(fine).error());
    }
  }
  TRY_ASSIGN(const note::Signer signer, enrolment::read_signer(options.key));
  TRY_ASSIGN(const std::string text, enrolment::read_agreement_text(options.file));
  if (!note::has_signature_line(text)) {
    return fail(Code::kDenied, "{} has no signatures, so it is not in force and needs no withdrawal",
                options.file.string());
  }
  auto note = note::parse(text);
  if (!note) return in_context(options.file.string(), std::move(note).error());
  TRY_ASSIGN(const bool is_party, note::is_signed_by(*note, signer.verifier()));
  if (!is_party) {
    return fail(
        Code::kDenied,
        "{} has not signed this agreement, and cannot withdraw it; give the .sign file of one who has: {}",
        signer.verifier().name(), signers(*note));
  }
  TRY_ASSIGN(const agreement::Terms terms, agreement::parse_terms(note->text));
  agreement::Withdrawal withdrawal{sha256(view_of(note->text)), terms.id, signer.verifier().name(),
                                   std::chrono::floor<std::chrono::seconds>(now), options.reason};
  TRY_ASSIGN(const std::string withdrawn, signed_withdrawal(withdrawal, signer));
  if (!options.yes && !console.confirm(fmt::format("Withdraw the agreement “{}” for ever?", terms.id))) {
    return fail(Code::kDenied, "nothing was withdrawn");
  }
  TRY(write_file(out, view_of(withdrawn), Access::kEveryoneReads, IfExists::kRefuse));
  console.result(out.string());
  console.say(fmt::format(
      "It takes effect on each workstation as soon as it lies in its enrolment folder (/etc/insyn), under "
      "any name that ends in {}. What was recorded stays, and the agent can still discard it",
      agreement::kWithdrawalEnding));
  return {};
}

}  // namespace insyn::cli
