// Recordings that a made-up workstation makes: certified, sealed and written as a recorder does it, of chunks
// that hold random bytes instead of a track, or a made-up support system's screens.
#pragma once

#include "fleet/company.h"
#include "recording/writer/certifier.h"
#include "recording/writer/recording_writer.h"
#include "track/codec/scene.h"

namespace insyn::fleet {

struct MadeUpCall {
  std::string kind = "made up";  // of question
  std::string queue = {};
  std::string id_suffix = {};     // of the call's id
  std::uint64_t bytes = 100'000;  // of its chunks together, about
  std::size_t chunks = 4;         // at least one
  // Where they are given: when it began, and screens that are shown for so long instead of random bytes.
  std::optional<Utc> began = {};
  std::optional<track::TrackTime> screens = {};
};

// The calls of one workstation. `company` and the workstation outlive it.
class Caller {
 public:
  Caller(const Company& company, const Workstation& workstation, Path spool, const Clock& clock);

  // A call that has begun: its recording lies in the spool and grows.
  Result<recording::RecordingWriter> begin(const MadeUpCall& call);
  Status talk(recording::RecordingWriter& recording, const MadeUpCall& call);
  Status end(recording::RecordingWriter& recording);
  // All three. The recording's folder.
  Result<Path> call(const MadeUpCall& call);

  const Path& spool() const { return spool_; }

 private:
  const Company& company_;
  const Workstation& workstation_;
  const Path spool_;
  const Clock& clock_;
  recording::SigningCertifier certifier_;
  std::uint64_t calls_ = 0, shown_ = 0;
  // Of the call that was begun last.
  std::optional<seal::Recipient> pictures_;
  Utc began_{};
  std::chrono::milliseconds duration_{1};
  recording::Balance balance_;
};

}  // namespace insyn::fleet
