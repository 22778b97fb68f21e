#include "cli/verbs/agreement_sign.h"

#include "agreement/terms.h"
#include "cli/table.h"
#include "cli/verbs/agreed_programs.h"
#include "cli/words.h"
#include "enrolment/agreement_file.h"
#include "enrolment/key_files.h"
#include "note/note.h"

namespace insyn::cli {
namespace {

Status check_begin(const agreement::Terms& terms, Utc now) {
  if (terms.not_before <= now + agreement::kLongestTerm) return {};
  return fail(Code::kDenied, "nothing was signed: the agreement begins {}, more than {} days from now",
              time_text(terms.not_before, terms), agreement::kLongestTerm.count());
}

// The note with the new signature. Terms that no verifier would accept are not signed.
Result<std::string> signed_note(const std::string& text, const note::Signer& signer, Utc now,
                                Console& console) {
  TRY_ASSIGN(std::string note, note::sign_or_add_signature(text, signer));
  TRY_ASSIGN(const note::Note parsed, note::parse(note));
  const auto terms = agreement::parse_terms(parsed.text);
  if (!terms) return in_context("nothing was signed, because the terms are not valid", terms.error());
  TRY(check_begin(*terms, now));
  if (now >= terms->not_after) {
    console.say(fmt::format("note: this agreement has expired: it ended {}, and allows nothing any more",
                            time_text(terms->not_after, *terms)));
  }
  return note;
}

void tell(const note::Note& note, const note::Signer& signer, const Path& out, Console& console) {
  Table table({Table::kLeft, Table::kLeft});
  for (const note::Signature& signature : note.signatures) {
    const bool is_new = note::is_by(signature, signer.verifier());
    table.row({fmt::format("{}+{:08x}", signature.name, signature.id),
               is_new ? "signed now" : "signed before (not checked here)"});
  }
  console.result(fmt::format("{} has {}:\n{}", out.string(),
                             note.signatures.size() == 1 ? "one signature" : "these signatures",
                             table.text(2)));
  if (note.signatures.size() == 1) {
    console.say(
        fmt::format("The other party's signature is missing. Nothing can be recorded before it has signed:\n"
                    "  insyn agreement sign {} --key THEIRS.sign",
                    out.string()));
  } else {
    console.say(fmt::format(
        "If these signatures are the employer's and the union's, the agreement is complete. To check:\n"
        "  insyn agreement verify {} --pin EMPLOYER.pub --pin UNION.pub",
        out.string()));
  }
}

}  // namespace

Status agreement_sign(const AgreementSignOptions& options, Utc now, Console& console) {
  TRY_ASSIGN(const note::Signer signer, enrolment::read_signer(options.key));
  TRY_ASSIGN(const std::string read, enrolment::read_agreement_text(options.file));
  TRY_ASSIGN(const std::string text, with_programs_that_run(read, note::parse(read).has_value(), console));
  auto note = signed_note(text, signer, now, console);
  if (!note) return in_context(options.file.string(), std::move(note).error());
  TRY_ASSIGN(const note::Note parsed, note::parse(*note));
  const Path out = options.out.value_or(options.file);
  TRY(write_file(out, view_of(*note), Access::kEveryoneReads,
                 options.out ? IfExists::kRefuse : IfExists::kReplace));
  tell(parsed, signer, out, console);
  return {};
}

}  // namespace insyn::cli
