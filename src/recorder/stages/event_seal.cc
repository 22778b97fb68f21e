#include "recorder/stages/event_seal.h"

#include "base/check.h"

namespace insyn::recorder {

Result<EventSeal> EventSeal::for_recording(const agreement::Terms& terms, std::string_view agent) {
  CHECK(terms.insight_recipient.has_value());
  std::vector<seal::Recipient> readers;
  TRY_ASSIGN(const seal::Recipient insight, seal::Recipient::parse(*terms.insight_recipient));
  readers.push_back(insight);
  if (!agent.empty() && terms.see_own) {
    TRY_ASSIGN(const seal::Recipient own, seal::Recipient::parse(agent));
    readers.push_back(own);
  }
  return EventSeal(std::move(readers));
}

Result<recording::SealedChunk> EventSeal::pass(EventChunk chunk) const {
  return recording::SealedChunk::seal_events(readers_, view_of(chunk.csv_));
}

}  // namespace insyn::recorder
