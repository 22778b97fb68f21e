#include "cli/verbs/agreement_withdraw.h"

#include "agreement/withdrawal.h"
#include "cli/out_path.h"
#include "enrolment/agreement_file.h"
#include "enrolment/key_files.h"

namespace insyn::cli {
namespace {

Path usual_out(const Path& file) {
  Path out = file;
  return out.replace_extension(agreement::kWithdrawalEnding);
}

}  // namespace

Status agreement_withdraw(const AgreementWithdrawOptions& options, Utc now, Console& console) {
  const Path out = options.out.value_or(usual_out(options.file));
  TRY(require_new(out));
  TRY_ASSIGN(const note::Signer signer, enrolment::read_signer(options.key));
  TRY_ASSIGN(const std::string text, enrolment::read_agreement_text(options.file));
  auto note = note::parse(text);
  if (!note) return in_context(options.file.string(), std::move(note).error());
  TRY_ASSIGN(const bool is_party, note::is_signed_by(*note, signer.verifier()));
  if (!is_party) {
    return fail(Code::kDenied, "{} has not signed this agreement, and cannot withdraw it",
                signer.verifier().name());
  }
  TRY_ASSIGN(const agreement::Terms terms, agreement::parse_terms(note->text));
  agreement::Withdrawal withdrawal{sha256(view_of(note->text)), terms.id, signer.verifier().name(),
                                   std::chrono::floor<std::chrono::seconds>(now), options.reason};
  const std::string withdrawn = agreement::withdrawal_text(withdrawal);
  TRY(note::check_signable(withdrawn));
  if (!options.yes && !console.confirm(fmt::format("Withdraw the agreement “{}” for ever?", terms.id))) {
    return fail(Code::kDenied, "nothing was withdrawn");
  }
  TRY(write_file(out, view_of(note::sign(withdrawn, signer)), Access::kEveryoneReads, IfExists::kRefuse));
  console.result(out.string());
  console.say(
      fmt::format("It takes effect on each workstation as soon as it lies in its enrolment folder "
                  "(/etc/insyn), under any name that "
                  "ends in {}. What was recorded stays, and the agent can still discard it",
                  agreement::kWithdrawalEnding));
  return {};
}

}  // namespace insyn::cli
