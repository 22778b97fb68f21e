#include "cli/arguments/ledger_verbs.h"

#include "cli/arguments/options.h"

namespace insyn::cli {
namespace {

constexpr int kLongestAge = 60 * 24 * 366;

void add_ledger_verify(CLI::App& group, Chosen& chosen) {
  const auto options = std::make_shared<LedgerVerifyOptions>();
  CLI::App& verb = add_verb<LedgerVerifyOptions>(
      group, "verify", "Check that a copy of a ledger is whole, and that its witnesses have seen it", chosen,
      options, [](const LedgerVerifyOptions& given) { require_pins(given.pins.size()); });
  add_path(verb, "DIR", "", "The folder of the copy: the file checkpoint and the folder tile",
           options->folder)
      ->required();
  add_path(verb, "--agreement", "FILE",
           "The signed agreement, which names the ledger, its key and its witnesses", options->agreement)
      ->required();
  add_pins(verb, options->pins)->required();
  add_path(verb, "--after", "FILE", "An earlier checkpoint, from which the ledger has to have grown",
           options->after);
  verb.add_option("--max-age", options->max_age, "How old the witnesses' cosignatures may be")
      ->type_name("MINUTES")
      ->check(CLI::Range(1, kLongestAge).description(""));
  add_json(verb, options->json);
  verb.footer(
      "This verb works without a network and without Insyn's server, on any copy in the format of "
      "docs/ledger.md. It hashes every entry again, and compares all of them with the checkpoint that the "
      "ledger and all of its witnesses have signed. The exit status is 1 too where an entry does not follow "
      "from an earlier one as it has to: a reading without a request, for example. What was never entered "
      "cannot be missed by it.\n\nExample:\n"
      "  insyn ledger verify ledger --agreement agreement.note \\\n"
      "      --pin employer.pub --pin union.pub --after checkpoint.last-week");
}

void add_ledger_show(CLI::App& group, Chosen& chosen) {
  const auto options = std::make_shared<LedgerShowOptions>();
  CLI::App& verb = add_verb(group, "show", "Print a ledger's entries in words", chosen, options);
  add_path(verb, "DIR", "", "The folder of the copy: the file checkpoint and the folder tile",
           options->folder)
      ->required();
  verb.add_option("--from", options->from, "The number of the first entry to print (default: 0)")
      ->type_name("NUMBER")
      ->check(CLI::Range(std::int64_t{0}, std::int64_t{1} << 62).description(""));
  add_language(verb, "sv (Swedish) or en (English, the default)", options->language);
  add_json(verb, options->json);
  verb.footer(
      "This verb prints any copy in the format of docs/ledger.md, such as the one in insyn-witness's folder. "
      "Nothing is checked: insyn ledger "
      "verify does that.");
}

}  // namespace

void add_ledger(CLI::App& app, Chosen& chosen) {
  CLI::App& group = add_group(app, "ledger",
                              "Check and read a copy of a ledger, in which every look at a recording stands");
  add_ledger_verify(group, chosen);
  add_ledger_show(group, chosen);
}

}  // namespace insyn::cli
