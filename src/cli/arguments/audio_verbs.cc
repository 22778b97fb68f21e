#include "cli/arguments/audio_verbs.h"

#include "cli/arguments/options.h"

namespace insyn::cli {
namespace {

void check_attach(const AudioAttachOptions& given) {
  if (given.customer.empty() != given.mixed)
    throw CLI::ValidationError("--customer", "give it, or --mixed, and not both");
  require_pins(given.pins.size());
}

void add_audio_attach(CLI::App& group, Chosen& chosen) {
  const auto options = std::make_shared<AudioAttachOptions>();
  CLI::App& verb = add_verb<AudioAttachOptions>(
      group, "attach", "Put the audio of a call beside its recordings at the centre", chosen, options,
      [](const AudioAttachOptions& given) { check_attach(given); });
  add_path(verb, "FILE", "", "The call's audio: WAV (PCM, A-law, \xC2\xB5-law, GSM, G.722), MP3, or Opus",
           options->file)
      ->required();
  verb.add_option("--call", options->call, "The call's id, as the telephone system has it")
      ->type_name("ID")
      ->required();
  verb.add_option(
          "--began", options->began,
          "When the audio begins: 2026-12-01T09:15:03+01:00, or without the offset in the agreement's time "
          "zone")
      ->type_name("TIME")
      ->required();
  verb.add_option("--customer", options->customer,
                  "Which channel is the customer: left, right, or mono where the file has the customer alone")
      ->type_name("CHANNEL")
      ->check(CLI::IsMember({"left", "right", "mono"}).description(""));
  verb.add_flag("--mixed", options->mixed, "The file has one channel with both voices");
  verb.add_option(
          "--cut", options->cuts,
          "When in the call, and for how long, the file has nothing: 12:30 0:45. Once for each, in order")
      ->type_name("FROM LENGTH")
      ->allow_extra_args(false);
  add_path(verb, "--key", "SIGN", "Your PREFIX.sign file, which the agreement vouches for", options->key)
      ->required();
  add_path(verb, "--agreement", "FILE", "Your own copy of the signed agreement", options->agreement)
      ->required();
  add_pins(verb, options->pins)->required();
  verb.footer(
      "For importers of audio. Believes nothing that the server says of a recording but what its workstation "
      "has "
      "signed. The audio is sealed on this computer to the recording's own key, which takes both parties to "
      "open; the "
      "file stays as it is. What lies before the recording's beginning is left away. Prints the ids of the "
      "recordings. The exit status is 1 where one was not given it.\n\nExample:\n"
      "  insyn audio attach call.wav --call 4711 --began 2026-12-01T09:15:03 \\\n"
      "      --customer left --cut 12:30 0:45 --key importer.sign \\\n"
      "      --agreement agreement.note --pin employer.pub --pin union.pub");
}

}  // namespace

void add_audio(CLI::App& app, Chosen& chosen) {
  CLI::App& group = add_group(app, "audio", "The audio of calls that were recorded");
  add_audio_attach(group, chosen);
}

}  // namespace insyn::cli
