#include "cli/verbs/agreement_explain.h"

#include "enrolment/agreement_file.h"

namespace insyn::cli {
namespace {

Result<std::string> explanation(const AgreementExplainOptions& options) {
  if (!options.pins.empty()) {
    TRY_ASSIGN(const agreement::Agreement verified, enrolment::read_agreement(options.file, options.pins));
    return words::explain(verified, options.language);
  }
  TRY_ASSIGN(const std::string text, enrolment::read_agreement_text(options.file));
  const auto note = note::parse(text);
  auto terms = agreement::parse_terms(note ? note->text : text);
  if (!terms) return in_context(options.file.string(), std::move(terms).error());
  return words::explain(*terms, options.language);
}

}  // namespace

Status agreement_explain(const AgreementExplainOptions& options, Console& console) {
  TRY_ASSIGN(std::string text, explanation(options));
  if (text.ends_with('\n')) text.pop_back();
  console.result(text);
  return {};
}

}  // namespace insyn::cli
