// One call on this workstation: permission, the recording, and why it ended.
#pragma once

#include <memory>
#include <optional>

#include "os/event_loop.h"
#include "reason/reason.h"
#include "recorder/call/agreement_monitor.h"
#include "recorder/call/call_gate.h"
#include "recorder/call/permission.h"
#include "recorder/call/proof_watch.h"
#include "recorder/capture/backend.h"
#include "recorder/session/session_watch.h"
#include "recorder/stages/pipeline.h"
#include "recorder/stages/recording_keys.h"
#include "recording/writer/certifier.h"

namespace insyn::recorder {

struct CallOrder {
  CallFacts facts;
  std::string kind;                   // question kind; may be empty
  std::string queue;                  // may be empty
  std::optional<Digest> roster_hash;  // of the roster that names the agent; nothing where there is none
  Path spool;
  std::optional<std::chrono::seconds> at_most;
  // All outlive the recorder.
  const agreement::UsageLog* usage = nullptr;
  const CaptureBackend* capture = nullptr;
  IndicatorQuestion* indicator = nullptr;
  ServicePoints* service = nullptr;  // whom the recorder lets serve others; null: nobody has others to serve
  CallProof* proof = nullptr;        // null: a call whose going on need not be proven
};

struct CallProgress {
  std::chrono::milliseconds elapsed{0};
  recording::Balance balance;
  std::uint64_t bytes = 0;        // on the disk
  std::size_t open_surfaces = 0;  // that are being recorded at this moment
};

struct CallEnding {
  recording::EndReason reason = recording::EndReason::kStopped;
  reason::Reason why = reason::StopRequested{};
  bool failed = false;      // it ended before it should have; what was kept is good
  bool tail_lost = false;   // the last two seconds could not be written
  CallProgress progress{};  // once the recording is closed: all of it
};

class CallRecorder {
 public:
  // Whether it could begin, as far as the agreement and the capture go.
  static reason::OrReason<void> may_begin(const agreement::Agreement& agreement, AgreementMonitor& monitor,
                                          const CallOrder& order, const Clock& clock);
  // Asks for permission, opens the capture, has the recording certified and creates its folder, in this
  // order, so that a refusal leaves nothing behind. All but `order` outlive the recorder.
  static reason::OrReason<std::unique_ptr<CallRecorder>> begin(const agreement::Agreement& agreement,
                                                               AgreementMonitor& monitor,
                                                               recording::Certifier& certifier,
                                                               const CallOrder& order, const Clock& clock);

  const Path& folder() const { return pipeline_->spool().folder(); }
  const recording::Opening& opening() const { return pipeline_->spool().opening(); }
  // Whose recording it is.
  const recording::CertificateRequest& about() const { return pipeline_->spool().about(); }
  CallGate& gate() { return *gate_; }
  CallProgress progress() const;
  // Why nothing is kept at this moment though the call goes on: ScreenWithheld or NoWindow; nothing where it
  // is.
  std::optional<reason::Reason> why_nothing_is_kept() const;
  // See Scope::look_alikes().
  const std::set<std::string>& look_alikes() const { return scope_->look_alikes(); }

  // What a call source has said of this call, to be put on record with it.
  void note_statements(std::vector<std::string> notes) { pipeline_->note_statements(std::move(notes)); }

  // As Pipeline::did_not_help().
  bool did_not_help() { return pipeline_->did_not_help(); }

  // Adds what record() has to be called for: half a second from now at the latest. To be asked right before
  // the wait.
  void add_to(EventLoop& loop);
  // Records what there is, and never waits. Where the call may no longer be recorded the recording is closed:
  // why. Then, and after an error, which means that it could not even be closed, nothing is left to be done
  // with it.
  Result<std::optional<CallEnding>> record();
  // Closes the recording.
  Result<CallEnding> end(CallEnding ending);

 private:
  // When the recording has to end, and what its end is then.
  struct Limit {
    Mono at;
    CallEnding ending;
  };
  static Limit first_limit(const agreement::Terms& terms, const CallOrder& order, Utc until, Utc now,
                           Mono start);

  // What a recording needs before there is one.
  struct Parts {
    std::unique_ptr<Scope> scope;
    std::unique_ptr<SessionWatch> session;
    std::unique_ptr<CallGate> gate;
    std::unique_ptr<ServicePoints> service;
    std::unique_ptr<Capture> capture;
  };
  static Result<Parts> open_capture(const agreement::Terms& terms, const CallOrder& order,
                                    const Permission& permission, const Clock& clock);

  CallRecorder(const agreement::Agreement& agreement, AgreementMonitor& monitor, Parts parts,
               const Clock& clock, Mono start, Limit limit);
  std::optional<CallEnding> reason_to_end() const;
  std::optional<CallEnding> turn();
  Status look();
  Result<CallEnding> close(CallEnding ending);

  const agreement::Agreement& agreement_;
  AgreementMonitor& monitor_;
  std::unique_ptr<Scope> scope_;
  std::unique_ptr<SessionWatch> session_;
  std::unique_ptr<CallGate> gate_;
  std::unique_ptr<ServicePoints> service_;
  std::unique_ptr<Capture> capture_;
  std::optional<Pipeline> pipeline_;
  std::optional<ProofWatch> proof_;
  const Clock& clock_;
  Mono start_;
  Limit limit_;
};

}  // namespace insyn::recorder
