// Whether a call may be recorded at all, asked once before anything is read from the screen.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "agreement/allowed.h"
#include "agreement/usage.h"
#include "recorder/stages/application.h"
#include "recorder/stages/mask.h"

namespace insyn::recorder {

struct CallFacts {
  std::string call;
  std::string agent;  // as certificates name the agent; empty where agents are not told apart
  std::vector<std::string> agent_recipients;  // "age1…", of the agent's keys
  std::string device;                         // the workstation's name
  std::vector<std::string> applications;      // by the agreement's names; empty: all of them
  // Why nobody may be recorded here, whatever the terms say: somebody is not on the roster.
  std::optional<reason::Reason> not_listed = {};
  // Whether somebody at the workstation has begun the call, and not a call source of the agreement.
  bool by_hand = true;
};

struct Permission {
  std::vector<ApplicationInScope> applications;
  std::optional<Mask> mask;  // nothing at the level at which there are no pictures
  Utc until;                 // the first instant at which the agreement no longer allows it
};

// Why nothing is ever recorded under these terms by this version: NotEnforced or ManualCalls. Nothing where
// something may be.
std::optional<reason::Reason> why_never(const agreement::Terms& terms);

// The agreement's reason where it does not allow this call at `now`; what ApplicationInScope::find() says
// where one of the applications is not on this computer as agreed; a Fault, kDenied, where the agreed level
// is one that this version lacks. `usage` tells how many calls of the same agent were recorded this week, and
// which are not to be; one that the sample leaves out is written down there.
reason::OrReason<Permission> permission_for(const agreement::Agreement& agreement, const CallFacts& call,
                                            const agreement::UsageLog& usage, Utc now);

}  // namespace insyn::recorder
