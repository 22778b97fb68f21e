// The indicator behind the control socket: who it is, what it is asked to paint, and what it says it has.
#pragma once

#include "control/server.h"
#include "os/process.h"
#include "recorder/capture/capture.h"

namespace insyn::recorder {

class TrayHost final : public IndicatorQuestion {
 public:
  // Only processes that run `program` may indicate. The server and the clock outlive the host.
  TrayHost(control::Server& server, HeldFile program, const Clock& clock)
      : server_(server), program_(std::move(program)), clock_(clock) {}

  // From now on this client draws the borders; whoever did before does no more. kDenied for another program.
  Status indicate(control::ClientId client);
  void painted(control::ClientId client, const control::Request& request);
  void disconnected(control::ClientId client);
  // Whether it is a connection of the process that draws the borders, which still runs the tray's program.
  bool is_of_the_tray(control::ClientId client) const;
  // Whether it is the very connection by which the borders are drawn. Does not look at the process.
  bool is_by(control::ClientId client) const { return tray_ && tray_->client == client; }
  bool is_the_program(const ProcessHandle& process) const;
  // Whether nothing but that program and the system's libraries runs in it: looked at when it comes, and then
  // every few seconds.
  Status runs_nothing_else(const ProcessHandle& process);
  // Somebody is there.
  bool indicated() const { return tray_.has_value(); }

  void show(std::vector<indicator::MarkedWindow> windows) override;
  void ask() override;
  std::optional<Painted> painted() override { return painted_; }

 private:
  struct Tray {
    control::ClientId client = 0;
    ProcessHandle process;
  };
  control::Server& server_;
  HeldFile program_;
  const Clock& clock_;
  Mono looked_into_{};  // the process of tray_
  std::optional<Tray> tray_;
  std::vector<indicator::MarkedWindow> windows_;
  indicator::Challenge challenge_{};
  Mono asked_{};
  std::optional<Painted> painted_;
};

// This installation's programs that speak to the recorder: they lie beside the program that runs.
struct OwnPrograms {
  HeldFile tray;
  std::optional<HeldFile> command;  // insyn; nothing where it is missing
};
Result<OwnPrograms> own_programs();

}  // namespace insyn::recorder
