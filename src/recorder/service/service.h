// The recorder as a service: idle until a call begins, and then the recording of that call, and what the
// agent and the call source say meanwhile. One thread, one loop, nothing that polls.
#pragma once

#include <functional>

#include "control/server.h"
#include "os/folder_watch.h"
#include "os/process.h"
#include "recorder/call/call_recorder.h"
#include "recorder/service/call_book.h"
#include "recorder/service/pause_mark.h"
#include "recorder/service/tray_host.h"
#include "recording/store/discard.h"

namespace insyn::recorder {

// What the recorder was given. All of it outlives the service.
struct ServiceSet {
  const agreement::Agreement& agreement;
  Standing& standing;
  const FolderWatch& agreement_folder;  // changes when the agreement's file may have
  const note::Signer& device;
  const CaptureBackend& capture;
  std::string agent;  // "age1…"; empty where the agent has no key
  Path spool;
  std::string warning;  // for State::warning
};

class Service final : public control::Handler, public ServicePoints {
 public:
  // A sentence for the journal, without the agent's or the customer's name.
  using Say = std::function<void(std::string_view)>;

  Service(ServiceSet set, control::Server& server, TrayHost& tray, PauseMark pause, const Clock& clock,
          Say say);

  // Until `stop` is asked, or until the agreement has been replaced or taken away: what may be looked at is
  // fixed by then, so another one takes another recorder. What is being recorded then is closed. An error is
  // a fault of the system.
  Status run(const StopRequest& stop);

  void before_reading() override { listen(); }
  void before_keeping() override { listen(); }
  std::optional<control::Reply> carry_out(control::ClientId client, const control::Request& request) override;
  void gone(control::ClientId client) override;

 private:
  // Who is answered once what was asked has been done.
  struct Waiting {
    control::ClientId client = 0;
    control::Request request;
    std::uint64_t call = 0;  // that began
  };

  Status change_book(control::ClientId client, const control::Request& request);
  control::Reply pause();
  control::Reply unpause();
  control::Reply with_state() const;
  control::State state() const;
  control::Activity activity(std::optional<reason::Reason>& why) const;
  void hold_or_open() const;

  // What has arrived and what time has changed, told to the gate at once.
  void listen();
  // Ends what is no longer to be recorded, begins what is, and answers those who wait: whether somebody did,
  // who may then have asked for more.
  bool catch_up();
  bool still_to_be_recorded() const;
  // Notes whether the agreement still stands.
  void look_at_agreement();
  void begin_recording();
  void end_recording(recording::EndReason reason, reason::Reason why);
  void turn();
  // Why it ended.
  reason::Reason ended(const Result<CallEnding>& ending);
  void answer(const Waiting& waiting);
  Status discard(const std::string& asked_for);

  void sleep() const;

  ServiceSet set_;
  control::Server& server_;
  TrayHost& tray_;
  PauseMark pause_mark_;
  const Clock& clock_;
  Say say_;
  bool paused_;
  CallBook book_;
  std::vector<Waiting> waiting_;
  std::unique_ptr<CallRecorder> recorder_;
  std::uint64_t recorded_call_ = 0;  // its number in the book
  bool call_lost_ = false;           // the one that is being recorded
  std::string last_recording_;       // its id
  std::optional<reason::Reason>
      objection_;  // why nothing may be recorded by this agreement; nothing: it stands
  int wake_fd_ = -1;
};

}  // namespace insyn::recorder
