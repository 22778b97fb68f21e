// An X server as programs saw it that had no extension of some name: between them and the real one, which
// cannot be without XInput.
#pragma once

#include <string>
#include <thread>
#include <vector>

#include "os/descriptor.h"

namespace insyn::support {

class XFilter {
 public:
  // To the server of this display (":7"). Asking for one of `hidden` is made to ask for a name of the same
  // length that no extension has.
  XFilter(const std::string& display, std::vector<std::string> hidden);
  XFilter(const XFilter&) = delete;
  XFilter& operator=(const XFilter&) = delete;
  ~XFilter();

  // Its own.
  const std::string& display() const { return display_; }

 private:
  struct Pair {
    OwnedFd client, server;
  };
  void listen();
  void run(const std::stop_token& stop);
  void accept();
  // False once one of its ends is gone.
  bool relay(Pair& pair) const;

  std::string server_, display_, path_;
  std::vector<std::string> hidden_;
  OwnedFd listener_;
  std::vector<Pair> pairs_;
  std::jthread thread_;
};

}  // namespace insyn::support
