#include "cli/verbs/call.h"

#include "cli/verbs/state_json.h"
#include "cli/words.h"
#include "control/client.h"
#include "control/place.h"
#include "words/reason.h"

namespace insyn::cli {
namespace {

using control::Activity;
using control::State;
using control::Verb;

std::string why(const State& state) {
  return state.why ? words::say(*state.why, words::Language::kEnglish) : "";
}

std::string what(const State& state) {
  switch (state.activity) {
    case Activity::kIdle:
      return "idle: no call is being recorded";
    case Activity::kRecording:
      return "recording " + state.application;
    case Activity::kPaused:
      return "paused: nothing is kept until insyn call unpause";
    case Activity::kHeld:
      return "the call is on hold: nothing is kept";
    case Activity::kWithheld:
      return "nothing is kept at this moment: " + why(state);
    case Activity::kNotAllowed:
      return "not recorded: " + why(state);
  }
  return "unknown";
}

// What will become of a call that has begun: its windows have been looked at once.
std::string what_will_happen(const State& state) {
  if (state.activity != Activity::kWithheld || !state.why) return in_words(state);
  std::string text =
      fmt::format("nothing is kept yet: {}. {} is recorded when that is over", why(state), state.application);
  if (state.why->as<reason::NoWindow>() != nullptr)
    text = fmt::format("no window of {} is on the screen yet. It is recorded as soon as one is",
                       state.application);
  const auto* withheld = state.why->as<reason::ScreenWithheld>();
  if (withheld != nullptr && withheld->because == reason::Withheld::kNoIndicator)
    text = fmt::format("{} is recorded as soon as its windows are marked on the screen", state.application);
  return fmt::format("{} (call {}, into {})", text, state.call, state.recording);
}

void give(const State& state, const CallOptions& options, Console& console) {
  if (options.json) {
    console.result(json_text(state_json(state)));
  } else if (options.request.verb == Verb::kStatus) {
    console.result(in_words(state));
  } else if (options.request.verb == Verb::kBegin) {
    console.say(what_will_happen(state));
    if (!state.recording.empty()) console.result(state.recording);
  } else if (options.request.verb == Verb::kDidNotHelp) {
    console.say("noted");
  } else {
    console.say(in_words(state));
  }
  if (!state.warning.empty() && !options.json) console.say("note: " + state.warning);
}

}  // namespace

std::string in_words(const State& state) {
  std::string text = what(state);
  if (!state.recording.empty())
    text += fmt::format(", since {}, into {}", time_text(state.since), state.recording);
  if (!state.call.empty()) text += fmt::format(" (call {})", state.call);
  return text;
}

Result<Outcome> call(const CallOptions& options, Console& console) {
  TRY_ASSIGN(const Path folder, control::runtime_folder());
  TRY_ASSIGN(control::Client client, control::Client::connect(control::socket_in(folder)));
  TRY_ASSIGN(const control::Reply reply, client.ask(options.request));
  if (reply.refused) {
    console.say(fmt::format("insyn call {}: {}", name_of(options.request.verb),
                            words::say(*reply.refused, words::Language::kEnglish)));
    return Outcome::kBad;
  }
  if (!reply.state) return fail(Code::kBadPeer, "the recorder's answer does not contain its state");
  give(*reply.state, options, console);
  return Outcome::kGood;
}

}  // namespace insyn::cli
