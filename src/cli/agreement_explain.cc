#include "cli/agreement_file.h"
#include "cli/agreement_verbs.h"

namespace insyn::cli {
namespace {

Result<std::string> explanation(const AgreementExplainOptions& options) {
  if (!options.pins.empty()) {
    TRY_ASSIGN(const agreement::Agreement verified, read_agreement(options.file, options.pins));
    return agreement::explain(verified, options.language);
  }
  TRY_ASSIGN(const std::string text, read_agreement_text(options.file));
  const auto note = agreement::parse_note(text);
  auto terms = agreement::parse_terms(note ? note->text : text);
  if (!terms) return in_context(options.file.string(), std::move(terms).error());
  return agreement::explain(*terms, options.language);
}

}  // namespace

Status agreement_explain(const AgreementExplainOptions& options, Console& console) {
  TRY_ASSIGN(std::string text, explanation(options));
  if (text.ends_with('\n')) text.pop_back();
  console.result(text);
  return {};
}

}  // namespace insyn::cli
