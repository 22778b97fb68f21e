#include "cli/verbs/agreement_sign.h"

#include "agreement/not_enforced.h"
#include "cli/table.h"
#include "cli/verbs/agreed_programs.h"
#include "cli/verbs/openers.h"
#include "cli/words.h"
#include "enrolment/agreement_file.h"
#include "enrolment/key_files.h"
#include "note/note.h"

namespace insyn::cli {
namespace {

// Who could open, before it is signed. Where there are pins, nobody is let through whom nobody vouches for.
Result<std::string> who_could_open(const std::string& text, const agreement::Terms& terms,
                                   const std::vector<Path>& pins) {
  if (pins.empty()) return openers_text(terms);
  TRY_ASSIGN(const std::vector<note::PublicKeys> keys, enrolment::read_pins(pins));
  auto preview = agreement::Agreement::preview(text, keys);
  if (!preview) return in_context("nothing was signed", std::move(preview).error());
  return openers_text(*preview);
}

Status check_begin(const agreement::Terms& terms, Utc now) {
  if (terms.not_before <= now + agreement::kLongestTerm) return {};
  return fail(Code::kDenied, "nothing was signed: the agreement begins {}, more than {} days from now",
              time_text(terms.not_before, terms), agreement::kLongestTerm.count());
}

void say_what_it_is_worth(const agreement::Terms& terms, Utc now, Console& console) {
  if (now >= terms.not_after) {
    console.say(fmt::format("note: this agreement has expired: it ended {}, and allows nothing any more",
                            time_text(terms.not_after, terms)));
  }
  const std::string not_done = agreement::not_enforced_text(terms);
  if (!not_done.empty()) {
    console.say(fmt::format("note: this version cannot do what is agreed in {}, and records nothing under it",
                            not_done));
  }
  for (const agreement::Application& one : terms.applications) {
    if (one.kind != agreement::Application::kWeb) continue;
    console.say(
        fmt::format("note: this version cannot record pages in a browser: nothing of “{}”", one.name));
  }
  if (!terms.manual_calls && terms.call_sources.empty()) {
    console.say(
        "note: nobody may say that a call has begun (calls.manual is not true), so nothing is recorded under "
        "it");
  }
}

// The note with the new signature. Terms that no verifier would accept are not signed.
Result<std::string> signed_note(const AgreementSignOptions& options, const std::string& text,
                                const note::Signer& signer, Utc now, Console& console) {
  TRY_ASSIGN(std::string note, note::sign_or_add_signature(text, signer));
  TRY_ASSIGN(const note::Note parsed, note::parse(note));
  const auto terms = agreement::parse_terms(parsed.text);
  if (!terms) return in_context("nothing was signed, because the terms are not valid", terms.error());
  TRY(check_begin(*terms, now));
  say_what_it_is_worth(*terms, now, console);
  TRY_ASSIGN(const std::string openers, who_could_open(text, *terms, options.pins));
  console.say(openers);
  if (!options.yes && !console.confirm("Sign this agreement?")) {
    return fail(Code::kDenied, "nothing was signed");
  }
  return note;
}

void tell(const note::Note& note, std::size_t parties, const note::Signer& signer, const Path& out,
          Console& console) {
  Table table({Table::kLeft, Table::kLeft});
  for (const note::Signature& signature : note.signatures) {
    const bool is_new = note::is_by(signature, signer.verifier());
    table.row({fmt::format("{}+{:08x}", signature.name, signature.id),
               is_new ? "signed now" : "signed before (not checked here)"});
  }
  console.result(fmt::format("{} has {}:\n{}", out.string(),
                             note.signatures.size() == 1 ? "one signature" : "these signatures",
                             table.text(2)));
  if (note.signatures.size() < parties) {
    console.say(
        fmt::format("{} signature is missing. Nothing can be recorded before every party has signed:\n"
                    "  insyn agreement sign {} --key THEIRS.sign",
                    parties == 2 ? "The other party's" : "At least one party's", out.string()));
  } else {
    console.say(
        fmt::format("If these signatures are the employer's and {}, the agreement is complete. To check:\n"
                    "  insyn agreement verify {} --pin EMPLOYER.pub --pin UNION.pub{}",
                    parties == 2 ? "the union's" : "all the unions'", out.string(),
                    parties == 2 ? "" : " --pin OTHER-UNION.pub"));
  }
}

}  // namespace

Status agreement_sign(const AgreementSignOptions& options, Utc now, Console& console) {
  TRY_ASSIGN(const note::Signer signer, enrolment::read_signer(options.key));
  TRY_ASSIGN(const std::string read, enrolment::read_agreement_text(options.file));
  TRY_ASSIGN(const std::string text, with_programs_that_run(read, note::parse(read).has_value(), console));
  auto note = signed_note(options, text, signer, now, console);
  if (!note) return in_context(options.file.string(), std::move(note).error());
  TRY_ASSIGN(const note::Note parsed, note::parse(*note));
  const Path out = options.out.value_or(options.file);
  TRY(write_file(out, view_of(*note), Access::kEveryoneReads,
                 options.out ? IfExists::kRefuse : IfExists::kReplace));
  TRY_ASSIGN(const agreement::Terms terms, agreement::parse_terms(parsed.text));
  tell(parsed, 1 + terms.unions.size(), signer, out, console);
  return {};
}

}  // namespace insyn::cli
