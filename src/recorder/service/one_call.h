// What insyn record and insyn try need beside the recorder of their one call: a tray of their own, for the
// call's time, which marks it on the screen and by which the agent can pause it.
#pragma once

#include "recorder/call/call_recorder.h"
#include "recorder/service/tray_host.h"

namespace insyn::recorder {

class OneCall final : public control::Handler, public ServicePoints {
 public:
  // Starts a tray, which ends when this does. Both outlive it.
  static Result<std::unique_ptr<OneCall>> begin(const StopRequest& stop, const Clock& clock);

  // Fills in what wakes the recorder, who marks what it records and who is served meanwhile.
  void give_to(CallOrder& order);
  // Until it can mark something. kTransient where that takes too long.
  Status wait_for_tray();
  // Whose call it is; null: it is over.
  void set_recorder(CallRecorder* recorder);
  // Tells the tray what has changed.
  void tell_if_changed() { server_.tell_if_changed(state()); }

  void before_reading() override { listen(); }
  void before_keeping() override { listen(); }
  std::optional<control::Reply> carry_out(control::ClientId client, const control::Request& request) override;
  void gone(control::ClientId client) override { tray_.gone(client); }

 private:
  OneCall(control::Server server, HeldFile program, WaitSet wake, const StopRequest& stop, const Clock& clock)
      : server_(std::move(server)),
        tray_(server_, std::move(program), clock),
        wake_(std::move(wake)),
        stop_(stop),
        clock_(clock) {}
  void listen();
  void pause(bool paused);
  control::State state() const;

  control::Server server_;
  TrayHost tray_;
  WaitSet wake_;
  const StopRequest& stop_;
  const Clock& clock_;
  CallRecorder* recorder_ = nullptr;
  bool paused_ = false;
};

}  // namespace insyn::recorder
