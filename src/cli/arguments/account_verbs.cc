#include "cli/arguments/account_verbs.h"

#include "cli/arguments/options.h"

namespace insyn::cli {
namespace {

void add_name(CLI::App& verb, std::string& name) {
  verb.add_option("NAME", name, "The account's name")->required();
}

CLI::Option* add_role(CLI::App& verb, const char* option, std::string& role) {
  return verb.add_option(option, role, "administrator, reviewer, union, analyst, agent or importer")
      ->type_name("ROLE")
      ->check(CLI::IsMember({"administrator", "reviewer", "union", "analyst", "agent", "importer"})
                  .description(""));
}

void add_account_list(CLI::App& group, Chosen& chosen) {
  const auto options = std::make_shared<AccountListOptions>();
  CLI::App& verb = add_verb(group, "list", "List the accounts", chosen, options);
  add_json(verb, options->json);
}

void add_account_invite(CLI::App& group, Chosen& chosen) {
  const auto options = std::make_shared<AccountInviteOptions>();
  CLI::App& verb = add_verb(group, "invite", "Make an account, or a new invitation for one", chosen, options);
  add_name(verb, options->name);
  add_role(verb, "--role", options->role);
  verb.footer(
      "With --role an account is made. Without it the account is there already: its passphrase is forgotten, "
      "its sessions and earlier invitations end, and it gets another invitation, as one whose first "
      "invitation has expired needs it.\n\nPrints the invitation's code, which is good once and for seven "
      "days. Hand it to the person and to nobody else.\n\nExample:\n  insyn account invite anna --role "
      "reviewer");
}

void add_account_role(CLI::App& group, Chosen& chosen) {
  const auto options = std::make_shared<AccountRoleOptions>();
  CLI::App& verb = add_verb(group, "role", "Give an account another role", chosen, options);
  add_name(verb, options->name);
  add_role(verb, "ROLE", options->role)->required();
  verb.footer("The account's sessions end. The change is entered into the ledger.");
}

void add_account_remove(CLI::App& group, Chosen& chosen) {
  const auto options = std::make_shared<AccountRemoveOptions>();
  CLI::App& verb = add_verb(group, "remove", "Remove an account, at once", chosen, options);
  add_name(verb, options->name);
  verb.add_flag("--yes", options->yes, "Remove without asking, on a terminal too");
  verb.footer("The account's sessions end. The removal is entered into the ledger.");
}

void add_discard_sign(CLI::App& group, Chosen& chosen) {
  const auto options = std::make_shared<DiscardSignOptions>();
  options->link = kLinkFolder;
  CLI::App& verb =
      add_verb(group, "sign", "Sign that a recording of yours be shredded, wherever it is", chosen, options);
  add_path(verb, "RECORDING", "", "The recording's folder, or its id where it is not here any more",
           options->recording)
      ->required();
  add_path(verb, "--key", "SIGN", "Your agent.sign file", options->key)->required();
  verb.add_option("--agent", options->agent,
                  "Your pseudonym on the roster (default: what the recording's certificate says)")
      ->type_name("NAME");
  add_path(verb, "--link", "DIR",
           "The link's folder, which takes it to the centre (default: /var/lib/insyn-link)", options->link);
  add_path(verb, "--out", "FILE",
           "Write it to this file instead, for the union. An existing file is not overwritten", options->out);
  verb.footer(
      "The tray does the same where a recording is discarded there. Prints the file. The discard is "
      "unconfirmed as long as the file lies in the link's outbox; insyn-link status says why.\n\nExample:\n"
      "  insyn discard sign ~/.local/state/insyn/recordings/ID --key agent.sign");
}

void add_discard_hand_in(CLI::App& group, Chosen& chosen) {
  const auto options = std::make_shared<DiscardHandInOptions>();
  CLI::App& verb =
      add_verb(group, "hand-in", "For the union: take discards that agents have signed to the centre", chosen,
               options);
  add_positional_paths(verb, "FILE", "The signed discards", options->files)->required();
}

}  // namespace

void add_account(CLI::App& app, Chosen& chosen) {
  CLI::App& group = add_group(app, "account", "For administrators of a centre: its people");
  add_account_list(group, chosen);
  add_account_invite(group, chosen);
  add_account_role(group, chosen);
  add_account_remove(group, chosen);
}

void add_discard(CLI::App& app, Chosen& chosen) {
  CLI::App& group = add_group(app, "discard", "Have a recording of yours shredded at the centre too");
  add_discard_sign(group, chosen);
  add_discard_hand_in(group, chosen);
}

}  // namespace insyn::cli
