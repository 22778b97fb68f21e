#include "cli/arguments/keys_verbs.h"

#include <fmt/format.h>

#include "cli/arguments/options.h"

namespace insyn::cli {
namespace {

void add_keys_new(CLI::App& keys, Chosen& chosen) {
  const auto options = std::make_shared<KeysNewOptions>();
  CLI::App& verb = add_verb(
      keys, "new", "Make new keys: PREFIX.age opens, PREFIX.sign signs, PREFIX.pub is for the others", chosen,
      options);
  const auto take_role = [options](const std::string& name) {
    const auto role = note::parse_role(name);
    if (!role) throw CLI::ValidationError("--role", fmt::format("“{}” {}", name, role.error().message));
    options->role = *role;
  };
  verb.add_option_function<std::string>("--role", take_role,
                                        "Whose keys: employer, union, reviewer, agent, device (a "
                                        "workstation), link, calls, witness or insight")
      ->type_name("ROLE")
      ->required();
  verb.add_option("--name", options->name,
                  "The name of the organisation, person or workstation, as others will read it")
      ->type_name("NAME")
      ->required();
  add_path(verb, "--out", "PREFIX",
           "Path of the new files, without their endings. Existing files are not overwritten",
           options->prefix)
      ->required();
  verb.footer("Example:\n  insyn keys new --role union --name \"Klubben vid Kundcenter Nord\" --out union");
}

void add_keys_vouch(CLI::App& keys, Chosen& chosen) {
  const auto options = std::make_shared<KeysVouchOptions>();
  CLI::App& verb =
      add_verb(keys, "vouch", "Say, for a party, whose key a .pub file is, so that it may open recordings",
               chosen, options);
  add_path(verb, "FILE", "", "The .pub file of a reviewer, of the union's spare key, or of insight",
           options->file)
      ->required();
  add_path(verb, "--key", "SIGN", "The party's PREFIX.sign file", options->key)->required();
  add_path(verb, "--out", "OUT",
           "Write the signed .pub here instead of into FILE. An existing file is not overwritten",
           options->out);
  verb.footer(
      "Prints the [[recipient]] table that the agreement needs.\n\nExample:\n  insyn keys vouch anna.pub "
      "--key employer.sign >> agreement.toml");
}

void add_keys_prove(CLI::App& keys, Chosen& chosen) {
  const auto options = std::make_shared<KeysProveOptions>();
  CLI::App& verb = add_verb(keys, "prove", "Prove, for the roster, that an agent has both halves of a key",
                            chosen, options);
  add_path(verb, "PREFIX", "", "The agent's key: the path of its files, without their endings",
           options->prefix)
      ->required();
  add_path(verb, "--roster", "FILE", "The roster to join, signed or not", options->roster)->required();
  const auto take_name = [options](const std::string& name) { options->name = name; };
  verb.add_option_function<std::string>("--name", take_name,
                                        "The pseudonym on the roster (default: the name in PREFIX.pub)")
      ->type_name("NAME");
  add_path(verb, "--out", "OUT",
           "The file to write (default: PREFIX.proof). An existing file is not overwritten", options->out);
  verb.footer(
      "The proof shows that whoever made it could sign and open with the key, for this roster and this name "
      "alone. It does not show who that was: whoever signs the roster asks the agent.\n\nExample:\n  insyn "
      "keys prove agent --roster roster.note");
}

}  // namespace

void add_keys(CLI::App& app, Chosen& chosen) {
  CLI::App& keys =
      add_group(app, "keys", "Make the keys of a party, a person or a workstation, and vouch for them");
  add_keys_new(keys, chosen);
  add_keys_vouch(keys, chosen);
  add_keys_prove(keys, chosen);
}

}  // namespace insyn::cli
