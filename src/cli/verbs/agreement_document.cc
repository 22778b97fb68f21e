#include "cli/verbs/agreement_document.h"

#include "enrolment/agreement_file.h"
#include "os/process.h"

namespace insyn::cli {
namespace {

constexpr const char* kPandoc = "/usr/bin/pandoc";
constexpr std::chrono::seconds kPandocWithin{60};

words::Document drafted(const AgreementDocumentOptions& options, const words::DocumentSet& set) {
  return options.about == DocumentAbout::kImpactAssessment
             ? words::impact_assessment(set, options.language)
             : words::information_to_employees(set, options.language);
}

Result<words::Document> draft(const AgreementDocumentOptions& options, Utc now) {
  if (!options.pins.empty()) {
    TRY_ASSIGN(const agreement::Agreement verified, enrolment::read_agreement(options.file, options.pins));
    return drafted(options, {verified.terms(), &verified, nullptr, now});
  }
  TRY_ASSIGN(const std::string text, enrolment::read_agreement_text(options.file));
  const auto note = note::parse(text);
  auto terms = agreement::parse_terms(note ? note->text : text);
  if (!terms) return in_context(options.file.string(), std::move(terms).error());
  return drafted(options, {*terms, nullptr, nullptr, now});
}

// Its sandbox is not asked for: in it Debian 12's finds none of its own data files. What it reads is escaped
// text, which names no file and no picture.
Status write_by_pandoc(const std::string& markdown, const Path& out) {
  std::error_code error;
  if (!std::filesystem::exists(kPandoc, error))
    return fail(Code::kPermanent,
                "{} is made by pandoc, which is not installed: install the package pandoc, or give --out a "
                "name that ends in .md",
                out.string());
  if (std::filesystem::exists(std::filesystem::symlink_status(out, error)))
    return fail(Code::kDenied, "{} is there already; choose another name, or remove it", out.string());
  const std::string format = out.extension().string().substr(1);
  TRY_ASSIGN(const int code, run_program_on(kPandoc,
                                            {"--from=commonmark+pipe_tables", "--to=" + format,
                                             "--output=" + std::filesystem::absolute(out).string()},
                                            markdown, kPandocWithin));
  if (code == 0) return {};
  return fail(Code::kPermanent,
              "pandoc could not write {} (exit code {}); give --out a name that ends in .md", out.string(),
              code);
}

}  // namespace

Status agreement_document(const AgreementDocumentOptions& options, Utc now, Console& console) {
  TRY_ASSIGN(const words::Document document, draft(options, now));
  const std::string markdown = document.markdown();
  if (options.out.extension() == ".md") {
    TRY(write_file(options.out, view_of(markdown), Access::kEveryoneReads, IfExists::kRefuse));
  } else {
    TRY(write_by_pandoc(markdown, options.out));
  }
  console.result(options.out.string());
  console.say("what stands in brackets is for people to write; draft it again when the terms change");
  return {};
}

}  // namespace insyn::cli
