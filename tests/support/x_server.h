// An X server of the test's own: a free display, a cookie that nobody else has.
#pragma once

#include <memory>

#include "support/program.h"

namespace insyn::support {

class XServer {
 public:
  // Started when the constructor returns. `extra` goes to Xvfb, such as {"-extension", "Composite"}.
  explicit XServer(const Path& folder, const std::vector<std::string>& extra = {});

  const std::string& display() const { return display_; }
  // What a program needs to reach this server, and nothing of the user's own desktop.
  Environment environment() const;
  pid_t pid() const { return program_->pid(); }
  // As a crash would end it.
  void kill_now();

 private:
  Path authority_;
  std::unique_ptr<Program> program_;
  std::string display_;
};

}  // namespace insyn::support
