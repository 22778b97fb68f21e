// Brings call statements to this computer's recorders, and their questions to whoever answers them.
#pragma once

#include "link/calls/recorder_line.h"
#include "link/standing/standing.h"

namespace insyn::link {

struct CallCarrierSet {
  std::vector<Path> recorders;  // their sockets
  http_client::Server from;     // insyn-server, or insyn-calls
  const note::Signer& key;
  const Clock& clock;
  // Called from threads of its own, also before begin() returns, when report() has become another.
  std::function<void()> changed;
};

class CallCarrier {
 public:
  // Begins at once. The key and the clock outlive it.
  static Result<std::unique_ptr<CallCarrier>> begin(const CallCarrierSet& set);

  // Its part of how the link stands. From any thread.
  void report(Standing& standing) const;

 private:
  CallCarrier() = default;

  std::unique_ptr<Upstream> upstream_;
  mutable std::mutex mutex_;
  std::vector<std::unique_ptr<RecorderLine>> lines_;  // they end before what they use; guarded by it
};

}  // namespace insyn::link
