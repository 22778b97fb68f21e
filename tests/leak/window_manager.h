// A window manager, and a compositor where it has one, on a test's X server.
#pragma once

#include <memory>
#include <vector>

#include "leak/cast.h"
#include "support/x_server.h"

namespace insyn::leak {

class Hand;

class WindowManager {
 public:
  // At work when the constructor returns. `hand` is on the same server.
  WindowManager(const Path& folder, const support::XServer& server, Manager manager, Hand& hand);

  Manager manager() const { return manager_; }
  bool composites() const { return leak::composites(manager_); }
  // Ends the compositor, or the window manager, as a crash would; and starts it again.
  void crash();
  void start();

 private:
  void run(const std::vector<std::string>& command);

  const Path folder_;
  const support::XServer& server_;
  Manager manager_;
  Hand& hand_;
  support::Environment environment_;
  std::vector<std::unique_ptr<support::Program>> programs_;  // ended in the opposite order
  std::unique_ptr<support::Program> bus_;
};

}  // namespace insyn::leak
