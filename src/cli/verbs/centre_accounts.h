// insyn account: the people at a centre, for its administrators.
#pragma once

#include <string>

#include "base/clock.h"
#include "cli/console.h"

namespace insyn::cli {

struct AccountListOptions {
  bool json = false;
};
struct AccountInviteOptions {
  std::string name;
  std::string role;  // a name of ledger::Role; empty: another invitation for an account that is there
};
struct AccountRoleOptions {
  std::string name, role;
};
struct AccountRemoveOptions {
  std::string name;
  bool yes = false;  // without asking
};

Status account_list(const AccountListOptions& options, const Clock& clock, Console& console);
// Prints the code by which a passphrase is set, once.
Status account_invite(const AccountInviteOptions& options, const Clock& clock, Console& console);
Status account_role(const AccountRoleOptions& options, const Clock& clock, Console& console);
Status account_remove(const AccountRemoveOptions& options, const Clock& clock, Console& console);

}  // namespace insyn::cli
