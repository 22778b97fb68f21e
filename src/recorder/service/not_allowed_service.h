// The recorder of a session in which nothing may be recorded because there is no agreement that it can
// follow: none was enrolled, it was withdrawn, or it cannot be verified. It says why, and the agent can still
// discard what was recorded before.
#pragma once

#include <functional>

#include "os/folder_watch.h"
#include "recorder/service/pause_mark.h"
#include "recorder/service/recorder_host.h"

namespace insyn::recorder {

class NotAllowedService final : public RecorderHost {
 public:
  struct Set {
    reason::Reason why;
    note::Verifier device;
    WhoIsHere who;  // whose recordings are discarded
    Path spool;
    const agreement::UsageLog& usage;
  };

  // Serves `server`. `enrolment_folder`, `stop` and `clock` outlive it.
  NotAllowedService(Set set, const FolderWatch& enrolment_folder, control::Server server,
                    OwnPrograms programs, PauseMark pause, const StopRequest& stop, const Clock& clock);

  // Until it is asked to stop, or until something in the folder changes: the next recorder reads it anew.
  void run();
  void add_to(EventLoop& loop) override;

 private:
  std::optional<control::Reply> carry_out_for_calls(control::ClientId client,
                                                    const control::Request& request) override;
  Status keep_pause(bool paused) override;
  void describe_calls(control::State& state) const override;

  Set set_;
  const FolderWatch& enrolment_folder_;
  PauseMark pause_mark_;
};

}  // namespace insyn::recorder
