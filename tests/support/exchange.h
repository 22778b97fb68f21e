// A telephone system with one telephone, its call source, and whoever carries its word to a recorder's calls
// socket. All three are the test's own; what the recorder makes of it is not.
#pragma once

#include <atomic>
#include <mutex>
#include <optional>
#include <thread>

#include "calls/carrier/message.h"
#include "calls/statement/statement.h"
#include "os/local_socket.h"

namespace insyn::calls {
class Lines;
}

namespace insyn::support {

class Exchange {
 public:
  // The telephone has the number 201. `key` outlives it; its name is the source's.
  Exchange(const note::Signer& key, Path socket);
  ~Exchange() { cut(); }
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  // Connects to the calls socket, again where it was cut.
  void connect();
  // Nothing is carried any more.
  void cut();
  void reach(calls::Reach reach);

  // What happens at the telephone: the source says it, and it is carried unless that is held back.
  void happens(calls::Event event);
  void hold_back(bool all) { holds_back_ = all; }
  // Whether the source answers.
  void answer(bool answers) { answers_ = answers; }
  // How many questions have come.
  int asked() const { return asked_; }

 private:
  void send(const calls::FromCarrier& message) const;
  void hear(calls::Lines& lines);
  void give_answer(const calls::Asked& asked);

  const note::Signer& key_;
  const Path socket_;
  std::optional<LocalSocket> link_;
  std::mutex mutex_;
  int calls_ = 0;
  std::uint64_t sequence_ = 1000, last_ = 0;
  calls::CallState state_ = calls::CallState::kEnded;
  Utc ended_{};
  std::atomic<bool> holds_back_ = false, answers_ = true;
  std::atomic<int> asked_ = 0;
  std::jthread thread_;
};

}  // namespace insyn::support
