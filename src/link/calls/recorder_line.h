// The connection to one recorder's socket for call statements, on a thread of its own, so that one that does
// not read keeps none of the others waiting. A socket that is not there yet is waited for.
#pragma once

#include <thread>

#include "calls/carrier/lines.h"
#include "link/calls/upstream.h"
#include "os/wake.h"

namespace insyn::link {

class RecorderLine {
 public:
  // Begins at once. `place` is its own among all recorders. `changed` is called from a thread of its own
  // when sources() or is_there() has become another. `upstream` and `clock` outlive it.
  static Result<std::unique_ptr<RecorderLine>> begin(Path socket, std::size_t place, Upstream& upstream,
                                                     const Clock& clock, std::function<void()> changed);
  ~RecorderLine();

  bool is_there() const;
  // Of which it wants to hear.
  std::vector<std::string> sources() const;

 private:
  // What is to be sent; answers come from other threads, also after the line has ended.
  struct Outbox {
    std::mutex mutex;
    std::string lines;  // guarded by it
    std::size_t questions = 0;
    std::unique_ptr<Wake> wake;
  };
  class Conversation;

  RecorderLine(Path socket, std::size_t place, Upstream& upstream, const Clock& clock,
               std::function<void()> changed, std::shared_ptr<Outbox> outbox);
  void work(const std::stop_token& stop);
  void converse(const LocalSocket& socket, const std::stop_token& stop);
  void wait_for_socket(const std::stop_token& stop, Mono next) const;
  void set_wanted(std::optional<calls::Wanted> wanted);

  const Path socket_;
  const std::size_t place_;
  Upstream& upstream_;
  const Clock& clock_;
  const std::function<void()> changed_;
  const std::shared_ptr<Outbox> outbox_;
  mutable std::mutex mutex_;
  std::optional<calls::Wanted> wanted_;  // guarded by it; nothing: it is not there
  std::jthread thread_;
};

}  // namespace insyn::link
