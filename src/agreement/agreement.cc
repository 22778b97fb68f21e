#include "agreement/agreement.h"

#include <algorithm>

namespace insyn::agreement {
namespace {

using note::PublicKeys;
using note::Role;

bool same_key(const note::Verifier& a, const note::Verifier& b) {
  return std::equal(a.key().begin(), a.key().end(), b.key().begin(), b.key().end());
}

Status check_pin(const PublicKeys& pin) {
  if (pin.role != Role::kEmployer && pin.role != Role::kUnion) {
    return fail(Code::kDenied, "the pin of {} has role {}; give the employer's and the union's .pub files",
                pin.name, note::role_name(pin.role));
  }
  if (!pin.verifier) {
    return fail(Code::kDenied, "the {}'s .pub file ({}) has no signing key; ask for a new one",
                note::role_name(pin.role), pin.name);
  }
  return {};
}

Status check_distinct(const std::vector<PublicKeys>& pins) {
  for (std::size_t i = 0; i < pins.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (!same_key(*pins[i].verifier, *pins[j].verifier)) continue;
      return fail(Code::kDenied, "{} and {} are pinned with the same signing key; each needs its own",
                  pins[j].name, pins[i].name);
    }
  }
  return {};
}

Result<std::vector<PublicKeys>> employer_first(std::vector<PublicKeys> pins) {
  for (const PublicKeys& pin : pins) TRY(check_pin(pin));
  const auto unions = std::stable_partition(
      pins.begin(), pins.end(), [](const PublicKeys& pin) { return pin.role == Role::kEmployer; });
  if (unions - pins.begin() != 1 || unions == pins.end()) {
    return fail(
        Code::kDenied,
        "{} of the pins have role employer and {} have role union; give the employer's .pub file and each "
        "union's",
        unions - pins.begin(), pins.end() - unions);
  }
  TRY(check_distinct(pins));
  return pins;
}

// One pin for each name. Where there is one union, it may be called otherwise in the text, and whoever
// verifies is told so; where there are several, the name says whose signature is whose.
Result<std::vector<PublicKeys>> in_order(const std::vector<std::string>& names,
                                         std::vector<PublicKeys> unions) {
  if (names.size() != unions.size()) {
    return fail(
        Code::kDenied, "the agreement names {} and {} given; give one .pub file for each union",
        names.size() == 1 ? "one union" : fmt::format("{} unions", names.size()),
        unions.size() == 1 ? "one union's pin is" : fmt::format("{} unions' pins are", unions.size()));
  }
  if (names.size() == 1) return unions;
  std::vector<PublicKeys> ordered;
  for (const std::string& name : names) {
    const auto found =
        std::find_if(unions.begin(), unions.end(), [&](const PublicKeys& pin) { return pin.name == name; });
    if (found == unions.end()) {
      return fail(
          Code::kDenied,
          "no pin is of the union “{}” that the agreement names; where there are several, the names must "
          "be those in their .pub files",
          name);
    }
    ordered.push_back(*found);
    unions.erase(found);
  }
  return ordered;
}

std::string whose(const PublicKeys& party) {
  return fmt::format("the {} ({})", note::role_name(party.role), party.name);
}

Status demand_all(const note::Note& note, const std::vector<PublicKeys>& parties) {
  std::vector<const PublicKeys*> missing;
  for (const PublicKeys& one : parties) {
    TRY_ASSIGN(const bool has_signed, note::is_signed_by(note, *one.verifier));
    if (!has_signed) missing.push_back(&one);
  }
  if (missing.empty()) return {};
  if (missing.size() == parties.size()) {
    return fail(Code::kDenied, "no party has signed the agreement with the pinned keys: neither {} nor {}",
                whose(parties.front()), whose(parties.back()));
  }
  return fail(Code::kDenied, "{} has not signed the agreement with the pinned key {}; ask it to sign",
              whose(*missing.front()), missing.front()->verifier->name());
}

std::vector<std::string> or_pinned(const std::vector<std::string>& listed,
                                   const std::vector<PublicKeys>& pins) {
  if (!listed.empty()) return listed;
  std::vector<std::string> pinned;
  for (const PublicKeys& pin : pins) pinned.push_back(pin.recipient);
  return pinned;
}

}  // namespace

Agreement::Agreement(note::Note note, Terms terms, PublicKeys employer, std::vector<PublicKeys> unions)
    : terms_(std::move(terms)),
      text_(std::move(note.text)),
      hash_(sha256(view_of(text_))),
      employer_(std::move(employer)),
      unions_(std::move(unions)),
      reviewer_recipients_(or_pinned(terms_.reviewers, {employer_})),
      union_recipients_(or_pinned(terms_.union_recipients, unions_)) {}

std::vector<PublicKeys> Agreement::parties() const {
  std::vector<PublicKeys> all = {employer_};
  all.insert(all.end(), unions_.begin(), unions_.end());
  return all;
}

Result<Agreement> Agreement::check(note::Note note, std::vector<PublicKeys> employer_and_unions) {
  TRY_ASSIGN(Terms terms, parse_terms(note.text));
  PublicKeys employer = std::move(employer_and_unions.front());
  employer_and_unions.erase(employer_and_unions.begin());
  TRY_ASSIGN(std::vector<PublicKeys> unions, in_order(terms.unions, std::move(employer_and_unions)));
  Agreement agreement(std::move(note), std::move(terms), std::move(employer), std::move(unions));
  TRY_ASSIGN(agreement.openers_,
             find_openers({agreement.reviewer_recipients_, agreement.union_recipients_,
                           agreement.terms_.insight_recipient.value_or(""), agreement.terms_.vouched,
                           agreement.employer_, agreement.unions_}));
  TRY(check_importers(agreement.terms_.importers, agreement.terms_.vouched, agreement.employer_,
                      agreement.unions_));
  return agreement;
}

Result<Agreement> Agreement::verify(std::string_view note, const std::vector<PublicKeys>& pins) {
  TRY_ASSIGN(std::vector<PublicKeys> parties, employer_first(pins));
  TRY_ASSIGN(note::Note parsed, note::parse(note));
  TRY(demand_all(parsed, parties));
  return check(std::move(parsed), std::move(parties));
}

Result<Agreement> Agreement::preview(std::string_view text, const std::vector<PublicKeys>& pins) {
  TRY_ASSIGN(std::vector<PublicKeys> parties, employer_first(pins));
  if (note::has_signature_line(text)) {
    TRY_ASSIGN(note::Note parsed, note::parse(text));
    return check(std::move(parsed), std::move(parties));
  }
  return check({std::string(text), {}}, std::move(parties));
}

}  // namespace insyn::agreement
