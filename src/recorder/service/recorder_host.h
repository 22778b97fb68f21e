// What every recorder does for its clients, whichever way its calls begin: it tells its state, lets the tray
// mark what is recorded and carries out the agent's pause. It owns the recording of one call at a time and
// waits for everything that concerns it. One thread; clients are served between the turns, and at the points
// within a turn that ServicePoints names.
#pragma once

#include "control/server.h"
#include "os/event_loop.h"
#include "os/process.h"
#include "recorder/call/call_recorder.h"
#include "recorder/service/tray_host.h"
#include "recorder/service/who_is_here.h"

namespace insyn::recorder {

class RecorderHost : public control::Handler, public ServicePoints {
 public:
  RecorderHost(const RecorderHost&) = delete;
  RecorderHost& operator=(const RecorderHost&) = delete;

  std::optional<control::Reply> carry_out(control::ClientId client, const control::Request& request) final;
  void disconnected(control::ClientId client) override { tray_.disconnected(client); }
  void before_reading() final { serve(); }
  void before_keeping() final { serve(); }

  // Adds what it has to be woken for.
  virtual void add_to(EventLoop& loop);

 protected:
  // Only processes that run `programs.tray` may mark what is recorded, and tell who works here. `stop` and
  // `clock` outlive the host.
  RecorderHost(control::Server server, OwnPrograms programs, WhoIsHere who, const StopRequest& stop,
               const Clock& clock);

  // What one kind of recorder carries out and another refuses: begin, hold, resume, end, discard and
  // did-not-help, which is the agent's. As Handler::carry_out().
  virtual std::optional<control::Reply> carry_out_for_calls(control::ClientId client,
                                                            const control::Request& request) = 0;
  // A pause is about to begin or to end. One whose end is refused here goes on.
  virtual Status keep_pause(bool paused) = 0;
  // Adds to a state what the calls make of it: its activity, why, and which call it is.
  virtual void describe_calls(control::State& state) const = 0;
  // For those who watch calls: what there is, and what has happened since the last time.
  virtual std::vector<control::CallNews> present_calls() const;
  virtual std::vector<control::CallNews> take_call_news() { return {}; }
  // Whether there is a call, during which nobody takes another agent's place.
  virtual bool in_call() const { return false; }
  // The agent of a shared computer does not work at it any more. Called between the points that ServicePoints
  // names.
  virtual void agent_left() {}
  // Handles what clients have sent. Never waits.
  virtual void serve();

  // Begins the recording of a call, paused where the agent is. The order's indicator and service are filled
  // in.
  reason::OrReason<void> begin_recording(const agreement::Agreement& agreement, AgreementMonitor& monitor,
                                         recording::Certifier& certifier, CallOrder order);
  // Records what there is: the ending where that ended it. There is no recording then, nor after an error.
  Result<std::optional<CallEnding>> record();
  Result<CallEnding> end_recording(CallEnding ending);

  control::State state() const;
  control::Reply with_state() const;
  // To all who watch, and before it what calls have brought.
  void publish_state();
  // The activity of a call that is being recorded, and why, where nothing of it is kept at this moment.
  void describe_recording(control::State& state) const;
  // Until there is something to do. What is in loop() already counts too.
  void wait();

  const StopRequest& stop() const { return stop_; }
  const Clock& clock() const { return clock_; }
  control::Server& server() { return server_; }
  TrayHost& tray() { return tray_; }
  const WhoIsHere& who() const { return who_; }
  // Where several agents share this computer: nobody has said any more who works here.
  void forget_agent();
  EventLoop& loop() { return loop_; }
  // Null while nothing is recorded.
  CallRecorder* recorder() const { return recorder_.get(); }
  bool paused() const { return paused_; }
  void set_paused(bool paused);

 private:
  control::Reply pause(bool paused);
  control::Reply tell_who_may_work_here(control::ClientId client, const control::Request& request);
  control::Reply take_who_works_here(control::ClientId client, const control::Request& request);
  // kDenied for all but the tray, and where there is nothing to be asked.
  Status may_say_who(control::ClientId client) const;
  bool is_the_command(const ProcessHandle& process) const;
  // Whether it is the tray or the agent's terminal.
  bool is_the_agent(control::ClientId client) const;

  control::Server server_;
  std::optional<HeldFile> command_;
  TrayHost tray_;
  WhoIsHere who_;
  const StopRequest& stop_;
  const Clock& clock_;
  bool paused_ = false;
  EventLoop loop_;
  std::unique_ptr<CallRecorder> recorder_;
};

}  // namespace insyn::recorder
