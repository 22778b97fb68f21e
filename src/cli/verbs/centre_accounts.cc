#include "cli/verbs/centre_accounts.h"

#include "cli/json.h"
#include "cli/table.h"
#include "cli/verbs/signed_in.h"
#include "words/clock.h"

namespace insyn::cli {
Status account_list(const AccountListOptions& options, const Clock& clock, Console& console) {
  TRY_ASSIGN(centre::Client server, signed_in_client(clock));
  TRY_ASSIGN(const auto all, server.accounts());
  if (options.json) {
    Json list = Json::array();
    for (const auto& one : all)
      list.push_back(
          {{"name", one.name}, {"role", one.role}, {"invited", one.invited}, {"created", one.created}});
    console.result(json_text({{"accounts", list}}));
    return {};
  }
  Table table({Table::kLeft, Table::kLeft, Table::kLeft, Table::kLeft});
  table.row({"ACCOUNT", "ROLE", "SINCE", "STATE"});
  for (const auto& one : all)
    table.row({one.name, one.role, words::local_minute(one.created), one.invited ? "invited" : "in use"});
  console.result(table.text());
  return {};
}

Status account_invite(const AccountInviteOptions& options, const Clock& clock, Console& console) {
  TRY_ASSIGN(centre::Client server, signed_in_client(clock));
  const auto invitation = options.role.empty() ? server.invite_again(options.name)
                                               : server.create_account(options.name, options.role);
  if (!invitation) return Failure(invitation.error());
  console.result(invitation->code);
  console.say(fmt::format("good once, until {}: insyn login --server URL --account {} --invitation CODE",
                          words::local_minute(invitation->until), options.name));
  if (options.role.empty())
    console.say(fmt::format("{}'s passphrase, sessions and earlier invitations have ended", options.name));
  return {};
}

Status account_role(const AccountRoleOptions& options, const Clock& clock, Console& console) {
  TRY_ASSIGN(centre::Client server, signed_in_client(clock));
  TRY(server.change_role(options.name, options.role));
  console.say(fmt::format("{} is {} now, and has to sign in again; it stands in the ledger", options.name,
                          options.role));
  return {};
}

Status account_remove(const AccountRemoveOptions& options, const Clock& clock, Console& console) {
  TRY_ASSIGN(centre::Client server, signed_in_client(clock));
  if (!options.yes && !console.confirm(fmt::format("Remove the account “{}”?", options.name)))
    return fail(Code::kDenied, "nothing was removed");
  TRY(server.remove_account(options.name));
  console.say(fmt::format("{} has no account any more; it stands in the ledger", options.name));
  return {};
}

}  // namespace insyn::cli
