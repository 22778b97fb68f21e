#include "recorder/stages/recording_keys.h"

#include "seal/recording_key.h"

namespace insyn::recorder {
namespace {

using seal::Identity;
using seal::Recipient;

}  // namespace

Result<RecordingKeys> make_recording_keys(const agreement::Agreement& agreement,
                                          const std::vector<std::string>& agent) {
  const agreement::Terms& terms = agreement.terms();
  TRY_ASSIGN(const std::vector<Recipient> unions, seal::parse_recipients(agreement.union_recipients()));
  const Identity pictures = Identity::generate(), events = Identity::generate(), calls = Identity::generate();
  RecordingKeys keys{{}, {}, calls.recipient(), {}};
  std::vector<const Identity*> own;
  if (terms.level != agreement::Level::kMetrics) {
    TRY_ASSIGN(const auto reviewers, seal::parse_recipients(agreement.reviewer_recipients()));
    TRY_ASSIGN(keys.files.pictures, seal::wrap_for_two(pictures, unions, reviewers));
    keys.pictures = pictures.recipient();
    own.push_back(&pictures);
  }
  if (keeps_events(terms)) {
    TRY_ASSIGN(const Recipient insight, Recipient::parse(*terms.insight_recipient));
    TRY_ASSIGN(keys.files.events, seal::wrap_for_two(events, unions, {&insight, 1}));
    keys.events = events.recipient();
    own.push_back(&events);
  }
  own.push_back(&calls);
  TRY_ASSIGN(keys.files.calls, seal::wrap_for_one({&own.back(), 1}, unions));
  if (!agent.empty() && terms.see_own) {
    TRY_ASSIGN(const std::vector<Recipient> readers, seal::parse_recipients(agent));
    TRY_ASSIGN(keys.files.agent, seal::wrap_for_one(own, readers));
  }
  return keys;
}

}  // namespace insyn::recorder
