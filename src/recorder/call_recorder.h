// One call on this workstation: permission, the recording, and why it ended.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "base/process.h"
#include "recorder/permission.h"
#include "recorder/pipeline.h"
#include "recorder/session/session_watch.h"

namespace insyn::recorder {

struct CallOrder {
  CallFacts facts;
  std::string kind;  // question kind; may be empty
  Path spool;
  std::string display;  // empty: $DISPLAY
  std::optional<std::chrono::seconds> at_most;
};

struct CallProgress {
  std::chrono::milliseconds elapsed{0};
  recording::Balance balance;
  std::uint64_t bytes = 0;        // on the disk
  std::size_t open_surfaces = 0;  // that are being recorded at this moment
};

struct CallEnding {
  recording::EndReason reason = recording::EndReason::kStopped;
  std::string why;      // a sentence
  bool failed = false;  // it ended before it should have; what was kept is good
};

class CallRecorder {
 public:
  // Asks for permission, opens the display and creates the recording's folder, in this order, so that a
  // refusal leaves nothing behind. `agreement`, `device` and `clock` outlive the recorder.
  static Result<std::unique_ptr<CallRecorder>> begin(const agreement::Agreement& agreement,
                                                     const agreement::NoteSigner& device,
                                                     const CallOrder& order, const Clock& clock);

  const Path& folder() const { return pipeline_->spool().folder(); }
  CallProgress progress() const;
  // See Scope::look_alikes().
  const std::set<std::string>& look_alikes() const { return scope_->look_alikes(); }

  // Records until `stop` is asked or the call may no longer be recorded, and closes the recording. `watch` is
  // called at least twice a second. An error means that it could not even be closed.
  Result<CallEnding> run(const StopRequest& stop, const std::function<void()>& watch);

 private:
  // When the recording has to end, and what its end is then.
  struct Limit {
    Mono at;
    CallEnding ending;
  };
  static Limit first_limit(const agreement::Terms& terms, const CallOrder& order, Utc until, Utc now,
                           Mono start);

  CallRecorder(const agreement::Agreement& agreement, std::unique_ptr<Scope> scope,
               std::unique_ptr<SessionWatch> session, std::unique_ptr<Capture> capture, const Clock& clock,
               Mono start, Limit limit);
  std::optional<CallEnding> reason_to_end(const StopRequest& stop) const;
  Status look(const WaitSet& wake);
  Result<WaitSet> things_to_wake_for(const StopRequest& stop) const;
  Result<CallEnding> close(CallEnding ending);

  const agreement::Agreement& agreement_;
  std::unique_ptr<Scope> scope_;
  std::unique_ptr<SessionWatch> session_;
  std::unique_ptr<Capture> capture_;
  std::optional<Pipeline> pipeline_;
  const Clock& clock_;
  Mono start_;
  Limit limit_;
};

}  // namespace insyn::recorder
