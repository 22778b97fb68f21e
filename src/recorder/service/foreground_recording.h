// The recording of one call that a terminal asked for, by insyn record or insyn try: with a tray of its own,
// which marks it on the screen and by which the agent can pause it.
#pragma once

#include <functional>

#include "recorder/service/recorder_host.h"

namespace insyn::recorder {

class ForegroundRecording final : public RecorderHost {
 public:
  // With a tray that is connected to `server`. `stop` and `clock` outlive it.
  ForegroundRecording(control::Server server, OwnPrograms programs, const StopRequest& stop,
                      const Clock& clock)
      : RecorderHost(std::move(server), std::move(programs), WhoIsHere({}, {}), stop, clock) {}
  // The same with a tray that is started here, and ends when this does.
  static Result<std::unique_ptr<ForegroundRecording>> start_tray(const StopRequest& stop, const Clock& clock);
  // Until the tray can mark something. kTransient where that takes too long.
  Status wait_for_tray();

  // As CallRecorder::begin(); fills in who marks the recording.
  reason::OrReason<void> begin(const agreement::Agreement& agreement, AgreementMonitor& monitor,
                               recording::Certifier& certifier, const CallOrder& order);
  // What is being recorded, between begin() and the end of run().
  const CallRecorder& current() const { return *recorder(); }
  // Records until it is asked to stop, or may no longer. `after_turn` is called after each turn. An error
  // means that the recording could not be closed.
  Result<CallEnding> run(const std::function<void()>& after_turn);

  IndicatorQuestion& indicator() { return tray(); }

 private:
  std::optional<control::Reply> carry_out_for_calls(control::ClientId client,
                                                    const control::Request& request) override;
  // It is the call's, and ends with it.
  Status keep_pause(bool) override { return {}; }
  void describe_calls(control::State& state) const override;
};

}  // namespace insyn::recorder
