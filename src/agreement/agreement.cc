#include "agreement/agreement.h"

#include <algorithm>

#include "note/recipient.h"

namespace insyn::agreement {
namespace {

struct Pins {
  const note::PublicKeys* employer;
  const note::PublicKeys* union_party;
};

bool same_key(const note::Verifier& a, const note::Verifier& b) {
  return std::equal(a.key().begin(), a.key().end(), b.key().begin(), b.key().end());
}

Status check_pin(const note::PublicKeys& pin) {
  if (pin.role != note::Role::kEmployer && pin.role != note::Role::kUnion) {
    return fail(Code::kDenied, "the pin of {} has role {}; give the employer's and the union's .pub files",
                pin.name, note::role_name(pin.role));
  }
  if (!pin.verifier) {
    return fail(Code::kDenied, "the {}'s .pub file ({}) has no signing key; ask for a new one",
                note::role_name(pin.role), pin.name);
  }
  return {};
}

Result<Pins> one_per_role(const note::PublicKeys& a, const note::PublicKeys& b) {
  TRY(check_pin(a));
  TRY(check_pin(b));
  if (a.role == b.role) {
    return fail(Code::kDenied, "both pins have role {}; give the employer's and the union's .pub files",
                note::role_name(a.role));
  }
  if (same_key(*a.verifier, *b.verifier)) {
    return fail(Code::kDenied, "employer and union are pinned with the same signing key; each needs its own");
  }
  return a.role == note::Role::kEmployer ? Pins{&a, &b} : Pins{&b, &a};
}

Status demand_both(const note::Note& note, const Pins& pins) {
  TRY_ASSIGN(const bool employer, note::is_signed_by(note, *pins.employer->verifier));
  TRY_ASSIGN(const bool union_party, note::is_signed_by(note, *pins.union_party->verifier));
  if (employer && union_party) return {};
  if (!employer && !union_party) {
    return fail(Code::kDenied,
                "neither the employer ({}) nor the union ({}) has signed the agreement with the pinned keys",
                pins.employer->name, pins.union_party->name);
  }
  const note::PublicKeys& missing = employer ? *pins.union_party : *pins.employer;
  return fail(Code::kDenied,
              "the {} ({}) has not signed the agreement with the pinned key {}; ask it to sign",
              note::role_name(missing.role), missing.name, missing.verifier->name());
}

std::vector<std::string> or_pinned(const std::vector<std::string>& listed, const note::PublicKeys& pin) {
  if (!listed.empty()) return listed;
  return {pin.recipient};
}

}  // namespace

Agreement::Agreement(note::Note note, Terms terms, const note::PublicKeys& employer,
                     const note::PublicKeys& union_party)
    : terms_(std::move(terms)),
      text_(std::move(note.text)),
      hash_(sha256(view_of(text_))),
      employer_(employer),
      union_(union_party),
      reviewer_recipients_(or_pinned(terms_.reviewers, employer_)),
      union_recipients_(or_pinned(terms_.union_recipients, union_)) {}

Status Agreement::check_openers() const {
  for (const std::string& one : union_recipients_) {
    if (!note::looks_like_recipient(one)) {
      return fail(Code::kDenied, "neither the agreement nor the union's pin names a recipient (age1…)");
    }
    if (std::find(reviewer_recipients_.begin(), reviewer_recipients_.end(), one) !=
        reviewer_recipients_.end()) {
      return fail(Code::kDenied,
                  "employer and union have the same recipient {}, so that one key would open recordings; "
                  "each needs its own",
                  one);
    }
  }
  for (const std::string& one : reviewer_recipients_) {
    if (note::looks_like_recipient(one)) continue;
    return fail(Code::kDenied, "neither the agreement nor the employer's pin names a recipient (age1…)");
  }
  return {};
}

Result<Agreement> Agreement::verify(std::string_view note, const note::PublicKeys& a,
                                    const note::PublicKeys& b) {
  TRY_ASSIGN(const Pins pins, one_per_role(a, b));
  TRY_ASSIGN(note::Note parsed, note::parse(note));
  TRY(demand_both(parsed, pins));
  TRY_ASSIGN(Terms terms, parse_terms(parsed.text));
  Agreement agreement(std::move(parsed), std::move(terms), *pins.employer, *pins.union_party);
  TRY(agreement.check_openers());
  return agreement;
}

}  // namespace insyn::agreement
