// Whether the union's client may open a recording for a request: everything is verified here, and nothing
// that the server says is believed. No network, no keys that open.
#pragma once

#include <functional>

#include "opening/asked.h"
#include "opening/judge/given_files.h"
#include "opening/judge/ledger_knowledge.h"
#include "opening/judge/why.h"
#include "recording/verify/verify.h"
#include "roster/roster.h"

namespace insyn::opening {

// What is looked at, in this order.
enum class Check {
  kSigned,  // the request, by one whom the agreement lets ask
  kEntry,   // it stands in the ledger as it is, and was not approved before
  kThere,   // the recording was neither discarded nor shredded, and nothing of that kind is kept dark
  kDevice,  // a workstation of the roster has made it
  kWhole,   // its notes are as the workstation made them
  kKeys,    // and so are its key files
  kStored,  // the ledger has its certificate, and that these very notes were received
  kTerms,   // the agreement allowed it, and was not withdrawn
  kCap,     // it is not one too many of its agent in its week
  kTime,    // what is asked for ends before its retention does, and may be opened by now
};
inline constexpr Check kChecks[] = {Check::kSigned, Check::kEntry, Check::kThere,  Check::kDevice,
                                    Check::kWhole,  Check::kKeys,  Check::kStored, Check::kTerms,
                                    Check::kCap,    Check::kTime};
// "signed", "entry" …
const char* name_of(Check check);

// Of one agreement, by the union's own copy of it.
struct JudgeBy {
  const agreement::Agreement& agreement;
  const std::vector<note::PublicKeys>& pins;  // of its parties
  // Of all entries up to a checkpoint that was believed.
  const LedgerKnowledge& ledger;
  Utc now{};
  // Called as each is passed: the one after the last that was is that which an error is about.
  std::function<void(Check)> passed = {};
  // Called before an error of a check is returned.
  std::function<void(const Why&)> refused = {};
};

// What the server says of a request, and of the recording that it is about.
struct Case {
  std::string request;      // the signed note
  std::uint64_t entry = 0;  // of the request
  ledger::Salt salt;        // of that entry
  std::string roster;       // the signed note of the version that the certificate names
  const GivenFiles& files;
};

struct Judged {
  Asked asked;
  recording::Contents recording;
  recording::Verification verification;
  recording::Certificate certificate;
};

// An error says why it is refused, in plain words.
Result<Judged> judge(const JudgeBy& by, const Case& what);

// How many approvals by rules of this union stand in the ledger of the week in which `now` is.
Result<std::uint64_t> approved_by_rules(const JudgeBy& by, const std::string& party);

}  // namespace insyn::opening
