// The recorder's calls socket: whoever carries statements of call sources to it. docs/calls.md describes the
// lines. Nobody who connects is believed in anything, and none can keep another one out for long.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "calls/carrier/lines.h"
#include "calls/carrier/message.h"
#include "os/event_loop.h"
#include "os/local_socket.h"

namespace insyn::recorder {

inline Path calls_socket_in(const Path& runtime_folder) { return runtime_folder / "calls"; }

class Carriers {
 public:
  // At once. One more takes the place of the one that has been there longest.
  static constexpr std::size_t kMost = 4;
  // Lines of each that are handled in one turn, so that a flood keeps the recorder from nothing.
  static constexpr int kMostLines = 16;

  // Listens at this path. Its folder says who can connect.
  static Result<Carriers> listen(const Path& socket);
  // Nobody ever comes: the agreement names no source.
  Carriers() = default;

  void add_to(EventLoop& loop, Mono now) const;
  // What has arrived. Never waits.
  std::vector<calls::FromCarrier> receive();
  // To all that are connected.
  void ask(const calls::Asked& asked);
  // To all, and first of all to whoever connects later.
  void want(calls::Wanted wanted);

  bool is_empty() const { return carriers_.empty(); }
  // How far the best of them reaches.
  calls::Reach reach(const std::string& source) const;

 private:
  struct Carrier {
    LocalSocket socket;
    calls::Lines lines{calls::kLongestCarrierLine};
    std::map<std::string, calls::Reach> reaches = {};
    bool has_more = false;  // lines that were not handled yet
    bool lost = false;
  };

  void accept();
  void read(Carrier& carrier, std::vector<calls::FromCarrier>& received) const;
  static void send(Carrier& carrier, const calls::FromRecorder& message);
  void forget_lost();

  std::optional<LocalListener> listener_;
  std::vector<Carrier> carriers_;  // in the order in which they came
  calls::Wanted wanted_;
};

}  // namespace insyn::recorder
