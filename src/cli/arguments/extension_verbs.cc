#include "cli/arguments/extension_verbs.h"

#include "cli/arguments/options.h"

namespace insyn::cli {
namespace {

void add_agreement(CLI::App& verb, Path& agreement, std::vector<Path>& pins) {
  add_path(verb, "--agreement", "FILE", "Your own copy of the signed agreement", agreement)->required();
  add_pins(verb, pins)->required();
}

void add_scripts(CLI::App& verb, std::optional<Path>& scripts) {
  add_path(verb, "--scripts", "DIR",
           "The extension's scripts (default: those that are installed with this program)", scripts);
}

void add_key(CLI::App& group, Chosen& chosen) {
  const auto options = std::make_shared<ExtensionKeyOptions>();
  CLI::App& verb =
      add_verb(group, "key", "Make the key that signs the extension, for the union to keep", chosen, options);
  add_path(verb, "--out", "PREFIX", "The key becomes PREFIX.extension. An existing file is not overwritten",
           options->prefix)
      ->required();
  verb.footer(
      "Prints the lines for the agreement.\n\nExample:\n  insyn extension key --out union >> agreement.toml");
}

void add_build(CLI::App& group, Chosen& chosen) {
  const auto options = std::make_shared<ExtensionBuildOptions>();
  CLI::App& verb = add_verb<ExtensionBuildOptions>(
      group, "build", "Make the extension for one agreement, unsigned", chosen, options,
      [](const auto& given) { require_pins(given.pins.size()); });
  add_agreement(verb, options->agreement, options->pins);
  verb.add_option("--centre", options->centre, "Where what is recorded goes, as in https://insyn.example")
      ->type_name("URL");
  verb.add_option("--version", options->version,
                  "The package's version: one to four numbers, as in 0.1.0.2. Browsers take no lower one "
                  "than they have (default: "
                  "Insyn's own)")
      ->type_name("N.N.N.N");
  add_scripts(verb, options->scripts);
  add_path(verb, "--out", "ZIP", "The file to write. An existing file is not overwritten", options->out)
      ->required();
  verb.footer(
      "The same agreement, version and centre give the same bytes, whoever builds it.\n\nExample:\n"
      "  insyn extension build --agreement agreement.note --pin employer.pub \\\n"
      "      --pin union.pub --centre https://insyn.example --out insyn.zip");
}

void add_sign(CLI::App& group, Chosen& chosen) {
  const auto options = std::make_shared<ExtensionSignOptions>();
  CLI::App& verb =
      add_verb(group, "sign", "Sign a package, as the union, so that browsers take it", chosen, options);
  add_path(verb, "ZIP", "", "What insyn extension build has made; build it yourself", options->package)
      ->required();
  add_path(verb, "--key", "EXTENSION", "The PREFIX.extension file", options->key)->required();
  add_path(verb, "--out", "CRX", "The file to write. An existing file is not overwritten", options->out)
      ->required();
  verb.footer("Example:\n  insyn extension sign insyn.zip --key union.extension --out insyn.crx");
}

void add_check(CLI::App& group, Chosen& chosen) {
  const auto options = std::make_shared<ExtensionCheckOptions>();
  CLI::App& verb = add_verb<ExtensionCheckOptions>(
      group, "check", "Say what an extension can reach, and whether it is the agreed one", chosen, options,
      [](const auto& given) { require_pins(given.pins.size()); });
  add_path(verb, "CRX", "", "The extension, as it is installed in browsers", options->crx)->required();
  add_agreement(verb, options->agreement, options->pins);
  add_scripts(verb, options->scripts);
  add_json(verb, options->json);
  verb.footer(
      "Builds the package again from your copy of the agreement and compares. The exit status is 1 where "
      "anything "
      "differs.\n\nExample:\n"
      "  insyn extension check insyn.crx --agreement agreement.note \\\n"
      "      --pin employer.pub --pin union.pub");
}

void add_policy(CLI::App& group, Chosen& chosen) {
  const auto options = std::make_shared<ExtensionPolicyOptions>();
  CLI::App& verb = add_verb<ExtensionPolicyOptions>(
      group, "policy", "Print the browser policy that installs an extension", chosen, options,
      [](const auto& given) { require_pins(given.check.pins.size()); });
  add_path(verb, "CRX", "", "The extension, signed", options->check.crx)->required();
  add_agreement(verb, options->check.agreement, options->check.pins);
  const std::map<std::string, PolicyFor> systems = {
      {"linux", PolicyFor::kLinux}, {"windows", PolicyFor::kWindows}, {"chromeos", PolicyFor::kChromeOs}};
  verb.add_option("--for", options->system,
                  "For linux (JSON), windows (a .reg file) or chromeos (JSON); default: linux")
      ->type_name("SYSTEM")
      ->transform(CLI::CheckedTransformer(systems).description(""));
  verb.add_option("--update-url", options->update_url,
                  "Where browsers get the extension (default: the centre)")
      ->type_name("URL");
  add_scripts(verb, options->check.scripts);
  verb.footer(
      "Prints nothing but a reason where insyn extension check would find a fault.\n\nExample:\n"
      "  insyn extension policy insyn.crx --agreement agreement.note \\\n"
      "      --pin employer.pub --pin union.pub > insyn.json");
}

void add_release(CLI::App& group, Chosen& chosen) {
  const auto options = std::make_shared<ExtensionReleaseOptions>();
  CLI::App& verb = add_verb<ExtensionReleaseOptions>(
      group, "release", "Sign, as a party, that a checked extension is handed out", chosen, options,
      [](const auto& given) { require_pins(given.check.pins.size()); });
  add_path(verb, "CRX", "", "The extension, signed", options->check.crx)->required();
  add_path(verb, "--key", "SIGN", "Your PREFIX.sign file", options->key)->required();
  add_path(verb, "--note", "NOTE", "What another party has signed already", options->note);
  add_agreement(verb, options->check.agreement, options->check.pins);
  add_scripts(verb, options->check.scripts);
  add_path(verb, "--out", "OUT", "The file to write. An existing file is not overwritten", options->out)
      ->required();
  verb.footer(
      "Checks the extension first, as insyn extension check does, and signs nothing where that finds a "
      "fault.\n\nExample:\n"
      "  insyn extension release insyn.crx --key union.sign --note employers.release \\\n"
      "      --out insyn.release --agreement agreement.note \\\n"
      "      --pin employer.pub --pin union.pub");
}

}  // namespace

void add_extension(CLI::App& app, Chosen& chosen) {
  CLI::App& group =
      add_group(app, "extension", "The browser's extension: make it, sign it, check what it can reach");
  add_key(group, chosen);
  add_build(group, chosen);
  add_sign(group, chosen);
  add_check(group, chosen);
  add_release(group, chosen);
  add_policy(group, chosen);
}

}  // namespace insyn::cli
