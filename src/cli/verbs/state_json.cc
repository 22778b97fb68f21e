#include "cli/verbs/state_json.h"

#include "words/reason.h"

namespace insyn::cli {

Json state_json(const control::State& state) {
  Json json = {{"activity", name_of(state.activity)},
               {"paused", state.paused},
               {"indicated", state.indicated},
               {"why", state.why ? words::say(*state.why, words::Language::kEnglish) : ""},
               {"call", state.call},
               {"recording", state.recording},
               {"application", state.application},
               {"agent", state.agent},
               {"warning", state.warning}};
  if (state.did_not_help != control::AgentsWord::kNot)
    json["did_not_help"] = state.did_not_help == control::AgentsWord::kMay ? "may" : "noted";
  if (!state.recording.empty()) json["since"] = to_text(state.since);
  return json;
}

}  // namespace insyn::cli
