// How the union answers a request: it judges it by all that it has verified itself, and only then peels.
#pragma once

#include "centre/given_approvals.h"
#include "centre/http_ledger.h"
#include "opening/judge/judge.h"
#include "recording/peel/peel.h"

namespace insyn::centre {

// What the union approves with, and by what.
struct Approver {
  Client& client;
  const agreement::Agreement& agreement;  // the union's own copy
  const std::vector<note::PublicKeys>& pins;
  const LedgerRead& ledger;
  std::span<const seal::Identity> union_keys;
  const note::Signer& signer;
  GivenApprovals& given;  // by this client
  Utc now{};
  // The rules, and their signed note; nothing where a person decides.
  std::optional<std::pair<opening::Rules, std::string>> rules = {};
  // Called as each check is passed.
  std::function<void(opening::Check)> passed = {};
  // Called where one fails.
  std::function<void(const opening::Why&)> refused = {};
};

// What is said of a request that was approved.
struct Approval {
  std::string asked_by, because;
  std::string agent, call;  // for the union alone
};

// What was verified of a request that may be approved.
struct Examined {
  Given given;
  opening::GivenFiles files;
  opening::Judged judged;
};

// Verifies all, and decides and tells nothing. Errors as of approve().
Result<Examined> examine(const Approver& by, const std::string& request);

// An error says why it was not; then the server was told nothing, or could not be reached. kTransient where
// the ledger was read too long ago.
Result<Approval> approve(const Approver& by, const std::string& request);

// Tells the reader why it is not opened. Only the request's own signature and id are looked at.
Status refuse(Client& client, const std::string& request, const std::string& because,
              const note::Signer& signer, Utc now);

}  // namespace insyn::centre
