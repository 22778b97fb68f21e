#include "cli/record.h"

#include <nlohmann/json.hpp>

#include "cli/foreground.h"
#include "recorder/call_recorder.h"

namespace insyn::cli {
namespace {

constexpr std::size_t kLargestText = std::size_t{1} << 20;

Result<agreement::PublicKeys> read_public_keys(const Path& path) {
  TRY_ASSIGN(const std::string text, read_text(path, kLargestText));
  Result<agreement::PublicKeys> keys = agreement::parse_public_keys(text);
  if (!keys) return in_context(path.string(), keys.error());
  return keys;
}

Result<agreement::Agreement> read_agreement(const Path& path, const std::vector<Path>& pins) {
  if (pins.size() != 2) {
    return fail(Code::kPermanent,
                "{} --pin given: an agreement takes two, the employer's and the union's .pub", pins.size());
  }
  TRY_ASSIGN(const std::string note, read_text(path, kLargestText));
  TRY_ASSIGN(const agreement::PublicKeys a, read_public_keys(pins[0]));
  TRY_ASSIGN(const agreement::PublicKeys b, read_public_keys(pins[1]));
  Result<agreement::Agreement> agreement = agreement::Agreement::verify(note, a, b);
  if (!agreement) return in_context(path.string(), agreement.error());
  return agreement;
}

Result<agreement::NoteSigner> read_device(const Path& path) {
  TRY_ASSIGN(std::string secret, read_text(path, kLargestText));
  Result<agreement::NoteSigner> device = agreement::NoteSigner::parse(secret);
  wipe(secret);
  if (!device) return in_context(path.string(), device.error());
  return device;
}

Result<std::string> read_agent(const std::optional<Path>& path) {
  if (!path) return std::string();
  TRY_ASSIGN(const agreement::PublicKeys keys, read_public_keys(*path));
  if (keys.role != agreement::Role::kAgent) {
    return fail(Code::kDenied,
                "{} is a key of the {}, not an agent's: --agent takes what insyn keys new --role "
                "agent has made",
                path->string(), agreement::role_name(keys.role));
  }
  return keys.recipient;
}

Status check_words(const RecordOptions& options) {
  if (!recording::fits_in_note(options.call)) {
    return fail(Code::kPermanent, "--call: a call's id is 1 to 500 bytes of text without control characters");
  }
  if (!options.kind.empty() && !recording::fits_in_note(options.kind)) {
    return fail(Code::kPermanent,
                "--kind: a question kind is at most 500 bytes of text without control characters");
  }
  return {};
}

void introduce(const recorder::CallRecorder& recorder, const agreement::Terms& terms, const std::string& call,
               Console& console) {
  console.say(fmt::format("recording the call “{}” under the agreement “{}” into {}", call, terms.id,
                          recorder.folder().string()));
  console.say(
      "this version shows no indicator beside the recorded window: this line and the status line are all "
      "that marks it. Ctrl-C ends the recording");
}

nlohmann::json to_json(const recorder::CallEnding& ending, const recorder::CallRecorder& recorder) {
  const recorder::CallProgress progress = recorder.progress();
  nlohmann::json withheld = nlohmann::json::object();
  for (const auto& entry : progress.balance.withheld) {
    withheld[track::name_of(entry.first)] = {{"times", entry.second.times}, {"pixels", entry.second.pixels}};
  }
  return {{"folder", recorder.folder().string()},
          {"reason", recording::name_of(ending.reason)},
          {"why", ending.why},
          {"kept", {{"times", progress.balance.kept.times}, {"pixels", progress.balance.kept.pixels}}},
          {"withheld", withheld},
          {"bytes", progress.bytes}};
}

}  // namespace

Status record(const RecordOptions& options, Console& console) {
  TRY(check_words(options));
  TRY_ASSIGN(const agreement::Agreement agreement, read_agreement(options.agreement, options.pins));
  TRY_ASSIGN(const agreement::NoteSigner device, read_device(options.device));
  recorder::CallOrder order;
  TRY_ASSIGN(order.facts.agent, read_agent(options.agent));
  order.facts.call = options.call;
  order.facts.device = device.verifier().name();
  order.facts.applications = options.applications;
  order.kind = options.kind;
  order.spool = options.spool;
  if (options.seconds) order.at_most = std::chrono::seconds(*options.seconds);

  const SystemClock clock;
  TRY_ASSIGN(const StopRequest stop, StopRequest::install());
  TRY_ASSIGN(const auto recorder, recorder::CallRecorder::begin(agreement, device, order, clock));
  introduce(*recorder, agreement.terms(), options.call, console);
  if (!options.json) console.result(recorder->folder().string());
  TRY_ASSIGN(const recorder::CallEnding ending, record_in_foreground(*recorder, stop, console));
  if (options.json) console.result(to_json(ending, *recorder).dump());
  if (ending.failed) {
    return fail(Code::kPermanent, "the recording ended early: {}. What was kept until then is good: {}",
                ending.why, recorder->folder().string());
  }
  return {};
}

}  // namespace insyn::cli
