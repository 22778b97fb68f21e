#include "cli/arguments/roster_verbs.h"

#include "cli/arguments/options.h"

namespace insyn::cli {
namespace {

void add_draft_out(CLI::App& verb, std::optional<Path>& out) {
  add_path(verb, "--out", "OUT",
           "Write the draft here instead of into ROSTER, so that what was signed stays. An existing file is "
           "not overwritten",
           out);
}

void add_roster_new(CLI::App& group, Chosen& chosen) {
  const auto options = std::make_shared<RosterNewOptions>();
  CLI::App& verb = add_verb(group, "new", "Begin a roster on which nobody is yet", chosen, options);
  add_path(verb, "FILE", "", "The file to write. An existing file is not overwritten", options->file)
      ->required();
  verb.add_option("--id", options->id, "The roster's name: all of its versions have it")
      ->type_name("NAME")
      ->required();
}

void add_roster_add(CLI::App& group, Chosen& chosen) {
  const auto options = std::make_shared<RosterAddOptions>();
  CLI::App& verb = add_verb<RosterAddOptions>(group, "add", "Add an agent, a workstation or a link", chosen,
                                              options, [](const RosterAddOptions& given) {
                                                if (given.numbers.empty() || given.added.size() == 1) return;
                                                throw CLI::ValidationError(
                                                    "--number", "is of one agent; add that one alone");
                                              });
  add_path(verb, "ROSTER", "", "The roster, or a draft of it", options->file)->required();
  add_positional_paths(verb, "FILE", "An agent's proof (insyn keys prove), or a device's or link's .pub file",
                       options->added)
      ->required();
  verb.add_option("--number", options->numbers,
                  "A number by which the telephone system names the agent. Can be given several times")
      ->type_name("NUMBER")
      ->allow_extra_args(false);
  add_draft_out(verb, options->out);
  verb.footer(
      "An agent who is on the roster already gets one more key. Where the roster was signed, what is written "
      "is the draft of the next version.\n\nExample:\n"
      "  insyn roster add roster.note agent-7.proof --number 201 --out roster-2.note");
}

void add_roster_remove(CLI::App& group, Chosen& chosen) {
  const auto options = std::make_shared<RosterRemoveOptions>();
  CLI::App& verb = add_verb(group, "remove", "Remove agents, workstations or links", chosen, options);
  add_path(verb, "ROSTER", "", "The roster, or a draft of it", options->file)->required();
  verb.add_option("NAME", options->names, "Whom to remove, with all keys")->required();
  add_draft_out(verb, options->out);
}

void add_roster_sign(CLI::App& group, Chosen& chosen) {
  const auto options = std::make_shared<RosterSignOptions>();
  CLI::App& verb = add_verb(group, "sign", "Sign the roster for a party", chosen, options);
  add_path(verb, "ROSTER", "", "The draft, or the note that another party has signed", options->file)
      ->required();
  add_path(verb, "--key", "SIGN", "Your PREFIX.sign file", options->key)->required();
  add_path(verb, "--out", "OUT",
           "Write the signed note here instead of into ROSTER. An existing file is not overwritten",
           options->out);
  verb.add_flag("--yes", options->yes, "Sign without asking, on a terminal too");
}

void add_roster_verify(CLI::App& group, Chosen& chosen) {
  const auto options = std::make_shared<RosterVerifyOptions>();
  CLI::App& verb = add_verb<RosterVerifyOptions>(
      group, "verify", "Check that every party has signed the roster, and that agents have the keys on it",
      chosen, options, [](const RosterVerifyOptions& given) { require_pins(given.pins.size()); });
  add_path(verb, "ROSTER", "", "The signed roster", options->file)->required();
  add_pins(verb, options->pins)->required();
  add_path(verb, "--after", "FILE", "An earlier version, which it has to follow", options->after);
  add_json(verb, options->json);
}

void add_roster_show(CLI::App& group, Chosen& chosen) {
  const auto options = std::make_shared<RosterShowOptions>();
  CLI::App& verb = add_verb(group, "show", "Show who is on the roster", chosen, options);
  add_path(verb, "ROSTER", "", "The roster, signed or not", options->file)->required();
  add_json(verb, options->json);
}

}  // namespace

void add_roster(CLI::App& app, Chosen& chosen) {
  CLI::App& group =
      add_group(app, "roster", "Keep the list of who may be recorded, and on which workstations");
  add_roster_new(group, chosen);
  add_roster_add(group, chosen);
  add_roster_remove(group, chosen);
  add_roster_sign(group, chosen);
  add_roster_verify(group, chosen);
  add_roster_show(group, chosen);
}

}  // namespace insyn::cli
