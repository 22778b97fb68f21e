#include "recorder/stages/seal_stage.h"

#include "seal/recording_key.h"

namespace insyn::recorder {
namespace {

Result<Bytes> wrap_for_agent(const seal::Identity& recording, std::string_view agent) {
  TRY_ASSIGN(const seal::Recipient recipient, seal::Recipient::parse(agent));
  std::string secret = recording.secret_text() + "\n";
  Result<Bytes> sealed = seal::seal_to({&recipient, 1}, view_of(secret));
  wipe(secret);
  return sealed;
}

}  // namespace

Result<SealStage> SealStage::for_recording(const agreement::Agreement& agreement, std::string_view agent) {
  TRY_ASSIGN(const auto union_party, seal::parse_recipients(agreement.union_recipients()));
  TRY_ASSIGN(const auto reviewers, seal::parse_recipients(agreement.reviewer_recipients()));
  const seal::Identity recording = seal::Identity::generate();
  recording::KeyFiles files;
  TRY_ASSIGN(files.for_two, seal::wrap_for_two(recording, union_party, reviewers));
  if (!agent.empty() && agreement.terms().see_own) {
    TRY_ASSIGN(files.for_agent, wrap_for_agent(recording, agent));
  }
  return SealStage(recording.recipient(), std::move(files));
}

Result<recording::SealedChunk> SealStage::pass(TrackChunk chunk) const {
  return recording::SealedChunk::seal(recipient_, chunk.chunk_.bytes);
}

}  // namespace insyn::recorder
