// The tray's end of the control socket: connected again and again, and what the recorder says.
#pragma once

#include <QObject>
#include <QSocketNotifier>
#include <QTimer>
#include <functional>
#include <memory>
#include <optional>

#include "control/client.h"

namespace insyn::tray {

// A request without anything but its verb.
inline control::Request asking(control::Verb verb) {
  control::Request request;
  request.verb = verb;
  return request;
}

class RecorderLink {
 public:
  struct Told {
    std::function<void(const control::State&)> state;
    std::function<void(const control::BorderOrder&)> borders;
    std::function<void()> lost;
    std::function<void(const control::AgentsAsked&)> agents;
    std::function<void(const reason::Reason&)> refused;
  };

  // To the recorder of this session; or, where a socket was inherited, to the one that started this program:
  // that is never connected to again.
  RecorderLink(std::optional<int> inherited, Told told);

  // It has been connected at some time.
  bool was_connected() const { return was_connected_; }
  void say(const control::Request& request);

 private:
  void connect();
  void read();
  void lose();
  void handle(const control::Reply& reply);

  std::optional<int> inherited_;
  Told told_;
  std::optional<control::Client> client_;
  std::unique_ptr<QSocketNotifier> notifier_;
  QTimer retry_;
  bool was_connected_ = false;
};

}  // namespace insyn::tray
