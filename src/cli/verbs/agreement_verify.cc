#include "cli/verbs/agreement_verify.h"

#include "agreement/allowed.h"
#include "agreement/not_enforced.h"
#include "cli/json.h"
#include "cli/table.h"
#include "cli/verbs/openers.h"
#include "cli/words.h"
#include "enrolment/agreement_file.h"
#include "words/reason.h"

namespace insyn::cli {
namespace {

using agreement::Agreement;
using agreement::Allowed;
using agreement::Terms;
using note::PublicKeys;

// By the dates only: outside the agreed hours an agreement is still in force.
std::string force_text(const Terms& terms, Utc now) {
  if (now < terms.not_before) return fmt::format("not yet: from {} on", time_text(terms.not_before, terms));
  if (now >= terms.not_after) return fmt::format("no longer: it ended {}", time_text(terms.not_after, terms));
  const Allowed allowed = agreement::allowed_at(terms, now);
  if (allowed) return "yes, and recording is allowed at this hour";
  return fmt::format("yes, but no recording right now: {}",
                     words::say(*allowed.why_not, words::Language::kEnglish));
}

std::string signer_text(const PublicKeys& pin, const std::string& name_in_text) {
  std::string text = fmt::format("{} (key {}+{:08x})", pin.name, pin.verifier->name(), pin.verifier->id());
  if (pin.name != name_in_text) text += fmt::format("; the text calls it {}", name_in_text);
  return text;
}

Json json_of(const PublicKeys& pin) { return {{"name", pin.name}, {"key", pin.verifier->text()}}; }

Json json_of(const std::vector<PublicKeys>& pins) {
  Json all = Json::array();
  for (const PublicKeys& pin : pins) all.push_back(json_of(pin));
  return all;
}

Json json_of(const Agreement& agreement, Utc now) {
  const Terms& terms = agreement.terms();
  const Allowed allowed = agreement::allowed_at(terms, now);
  return {{"valid", true},
          {"id", terms.id},
          {"hash", to_hex(agreement.hash())},
          {"employer", json_of(agreement.employer())},
          {"unions", json_of(agreement.unions())},
          {"openers", openers_json(agreement.openers())},
          {"not_enforced", agreement::not_enforced(terms)},
          {"not_before", to_text(terms.not_before)},
          {"not_after", to_text(terms.not_after)},
          {"in_force", now >= terms.not_before && now < terms.not_after},
          {"allowed_now", static_cast<bool>(allowed)},
          {"why_not", allowed ? "" : words::say(*allowed.why_not, words::Language::kEnglish)}};
}

std::string agreement_text(const Agreement& agreement, Utc now) {
  const Terms& terms = agreement.terms();
  Table table({Table::kLeft, Table::kLeft});
  table.row({"Agreement", terms.id});
  table.row({"Employer", signer_text(agreement.employer(), terms.employer)});
  for (std::size_t i = 0; i < terms.unions.size(); ++i) {
    table.row({"Union", signer_text(agreement.unions()[i], terms.unions[i])});
  }
  table.row({"Period", period_text(terms)});
  table.row({"In force", force_text(terms, now)});
  table.row({"SHA-256", to_hex(agreement.hash())});
  std::string text = terms.unions.size() == 1 ? "Employer and union have both signed this agreement.\n"
                                              : "The employer and all unions have signed this agreement.\n";
  text += table.text() + "\n" + openers_text(agreement);
  const std::string not_done = agreement::not_enforced_text(terms);
  if (!not_done.empty()) {
    text +=
        fmt::format("\nThis version cannot do what is agreed in {}, and records nothing under it.", not_done);
  }
  return text;
}

}  // namespace

Result<Outcome> agreement_verify(const AgreementVerifyOptions& options, Utc now, Console& console) {
  auto verified = enrolment::read_agreement(options.file, options.pins);
  if (!verified) {
    if (options.json) {
      const Error& error = verified.error();
      console.result(
          json_text({{"valid", false}, {"error", name_of(error.code)}, {"reason", error.message}}));
    }
    return Failure(std::move(verified).error());
  }
  console.result(options.json ? json_text(json_of(*verified, now)) : agreement_text(*verified, now));
  return Outcome::kGood;
}

}  // namespace insyn::cli
