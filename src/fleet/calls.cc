#include "fleet/calls.h"

#include "base/check.h"
#include "fleet/screens.h"
#include "recorder/stages/recording_keys.h"
#include "recording/store/kept_terms.h"

namespace insyn::fleet {
Caller::Caller(const Company& company, const Workstation& workstation, Path spool, const Clock& clock)
    : company_(company),
      workstation_(workstation),
      spool_(std::move(spool)),
      clock_(clock),
      certifier_(workstation.device()) {}

Result<recording::RecordingWriter> Caller::begin(const MadeUpCall& call) {
  const agreement::Agreement& agreement = company_.agreement();
  const std::vector<std::string> agent = {workstation_.agent_keys().identity.recipient().text()};
  TRY_ASSIGN(recorder::RecordingKeys keys, recorder::make_recording_keys(agreement, agent));
  began_ = call.began.value_or(clock_.utc());
  balance_ = {};
  balance_.kept = {1, 1000};
  duration_ = call.screens.value_or(std::chrono::milliseconds(1));
  recording::Beginning beginning;
  recording::Opening& opening = beginning.opening;
  opening.id = recording::new_recording_id();
  opening.agreement_id = agreement.terms().id;
  opening.agreement_hash = agreement.hash();
  opening.date = std::chrono::floor<std::chrono::days>(began_);
  opening.zone = "UTC";
  opening.recipient = keys.pictures->text();
  if (keys.events) opening.events_recipient = keys.events->text();
  opening.calls_recipient = keys.calls.text();
  for (const agreement::Application& one : agreement.terms().applications)
    opening.applications.push_back({one.name, std::nullopt});
  opening.level = agreement.terms().level;
  opening.retention_days = agreement.terms().retention_days;
  beginning.about.agent = workstation_.agent();
  beginning.about.call = fmt::format("{}-{}{}", certifier_.device().name(), ++calls_, call.id_suffix);
  beginning.about.kind = call.kind;
  beginning.about.queue = call.queue;
  beginning.about.begin = began_;
  beginning.about.begin_mono = clock_.mono().time_since_epoch();
  beginning.about.agreement_hash = agreement.hash();
  beginning.about.roster_hash = company_.roster_of(workstation_).hash();
  beginning.keys = std::move(keys.files);
  pictures_ = keys.pictures;
  TRY(recording::keep_terms(spool_, agreement.text()));
  return recording::RecordingWriter::begin(spool_, std::move(beginning), certifier_);
}

Status Caller::talk(recording::RecordingWriter& recording, const MadeUpCall& call) {
  CHECK(pictures_ && call.chunks > 0);
  if (call.screens) {
    Screens screens = made_up_screens(static_cast<unsigned>(++shown_), *call.screens);
    balance_ = screens.balance;
    for (const track::Chunk& chunk : screens.chunks) {
      TRY_ASSIGN(const recording::SealedChunk sealed, recording::SealedChunk::seal(*pictures_, chunk.bytes));
      TRY(recording.append(sealed));
    }
    return {};
  }
  for (std::size_t chunk = 0; chunk < call.chunks; ++chunk) {
    const Bytes track = random_bytes(static_cast<std::size_t>(call.bytes / call.chunks) + 1);
    TRY_ASSIGN(const recording::SealedChunk sealed, recording::SealedChunk::seal(*pictures_, track));
    TRY(recording.append(sealed));
  }
  return {};
}

Status Caller::end(recording::RecordingWriter& recording) {
  recording::Ending ending;
  ending.duration = duration_;
  ending.end = began_ + duration_;
  ending.end_mono = clock_.mono().time_since_epoch() + duration_;
  ending.balance = balance_;
  return recording.close(ending);
}

Result<Path> Caller::call(const MadeUpCall& call) {
  TRY_ASSIGN(recording::RecordingWriter recording, begin(call));
  TRY(talk(recording, call));
  TRY(end(recording));
  return recording.folder();
}

}  // namespace insyn::fleet
