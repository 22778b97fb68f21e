#include "cli/verbs/centre_union.h"

#include <algorithm>

#include "centre/approving.h"
#include "cli/out_path.h"
#include "cli/words.h"
#include "enrolment/agreement_file.h"
#include "enrolment/enrolled.h"
#include "enrolment/key_files.h"
#include "enrolment/open/identity_file.h"

namespace insyn::cli {
namespace {

struct Place {
  Path state;
  centre::Client client;
};

Result<Place> place(const Clock& clock) {
  TRY_ASSIGN(const Path state, enrolment::state_folder());
  TRY_ASSIGN(centre::Client client, centre::Client::signed_in(state, clock));
  return Place{state, std::move(client)};
}

Result<std::vector<std::string>> asked_for(const ApproveOptions& options, centre::Client& client) {
  if (!options.all) return options.requests;
  TRY_ASSIGN(const auto open, client.requests("asked"));
  std::vector<std::string> ids;
  for (const centre::Listed& one : open)
    if (one.state == "asked") ids.push_back(one.id);
  return ids;
}

Result<centre::LedgerRead> read_ledger(Place& at, const agreement::Agreement& agreement, const Clock& clock,
                                       Console& console) {
  console.status("reading the ledger");
  auto ledger = centre::read_ledger(at.client, agreement, at.state, clock.utc());
  console.clear_status();
  return ledger;
}

using SignedRules = std::optional<std::pair<opening::Rules, std::string>>;

Result<SignedRules> read_rules(const ApproveOptions& options, const agreement::Agreement& agreement) {
  if (!options.rules) return SignedRules();
  TRY_ASSIGN(std::string note, read_text(*options.rules, opening::kLargestOpeningNote));
  auto by = opening::union_that_signed(note, agreement);
  if (!by) return in_context(options.rules->string(), std::move(by).error());
  auto said = opening::verify_rules(note, *by->verifier);
  if (!said) return in_context(options.rules->string(), std::move(said).error());
  return SignedRules(std::pair(*std::move(said), std::move(note)));
}

std::vector<std::string> in_order(std::vector<std::string> list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
  return list;
}

}  // namespace

Result<Outcome> approve(const ApproveOptions& options, const Clock& clock, Console& console) {
  TRY_ASSIGN(const note::Signer signer, enrolment::read_signer(options.sign));
  TRY_ASSIGN(const std::vector<seal::Identity> keys, enrolment::read_identities(options.key));
  TRY_ASSIGN(const std::vector<note::PublicKeys> pins, enrolment::read_pins(options.pins));
  TRY_ASSIGN(const agreement::Agreement agreement,
             enrolment::read_agreement(options.agreement, options.pins));
  TRY_ASSIGN(const SignedRules signed_rules, read_rules(options, agreement));
  TRY_ASSIGN(Place at, place(clock));
  TRY_ASSIGN(const std::vector<std::string> requests, asked_for(options, at.client));
  TRY_ASSIGN(centre::LedgerRead ledger, read_ledger(at, agreement, clock, console));
  TRY_ASSIGN(centre::GivenApprovals given, centre::GivenApprovals::open(centre::approvals_file(
                                               at.state, agreement.terms().ledger->origin)));
  std::size_t refused = 0;
  for (const std::string& request : requests) {
    if (clock.utc() - ledger.cosigned > centre::kFreshEnough) {
      TRY_ASSIGN(ledger, read_ledger(at, agreement, clock, console));
    }
    const centre::Approver by{at.client, agreement, pins,        ledger,      keys,
                              signer,    given,     clock.utc(), signed_rules};
    const auto approved = centre::approve(by, request);
    if (approved) {
      console.result(fmt::format("{} approved", request));
      console.say(fmt::format("    asked by {}: {}", approved->asked_by, approved->because));
      continue;
    }
    ++refused;
    console.result(fmt::format("{} not approved", request));
    console.say(fmt::format("    {}", approved.error().message));
  }
  console.say(fmt::format("{} approved, {} not; the ledger has {}, as its witnesses have seen it",
                          requests.size() - refused, refused,
                          count_text(ledger.checkpoint.size, "entry", "entries")));
  return refused == 0 ? Outcome::kGood : Outcome::kBad;
}

Status refuse(const RefuseOptions& options, const Clock& clock, Console& console) {
  TRY_ASSIGN(const note::Signer signer, enrolment::read_signer(options.sign));
  TRY_ASSIGN(Place at, place(clock));
  TRY(centre::refuse(at.client, options.request, options.because, signer, clock.utc()));
  console.say(fmt::format("{} was refused, and the reader is told why", options.request));
  return {};
}

Status rules(const RulesOptions& options, Utc now, Console& console) {
  TRY(require_new(options.out));
  TRY_ASSIGN(const note::Signer signer, enrolment::read_signer(options.sign));
  TRY_ASSIGN(const agreement::Agreement agreement,
             enrolment::read_agreement(options.agreement, options.pins));
  opening::Rules said;
  said.agreement = agreement.hash();
  if (options.pictures || !options.events) said.opens.push_back(ledger::Opens::kPictures);
  if (options.events) said.opens.push_back(ledger::Opens::kEvents);
  said.purposes = in_order(options.purposes);
  said.kinds = in_order(options.kinds);
  said.a_week = static_cast<std::uint64_t>(options.a_week);
  said.from = now;
  said.until = now + std::chrono::days(options.days);
  const std::string text = opening::text_of(said);
  if (auto read_back = opening::parse_rules(text); !read_back)
    return in_context("the rules", std::move(read_back).error());
  const std::string note = note::sign(text, signer);
  TRY(opening::union_that_signed(note, agreement));
  TRY(write_file(options.out, view_of(note), Access::kOwnerOnly, IfExists::kRefuse));
  console.result(options.out.string());
  return {};
}

}  // namespace insyn::cli
