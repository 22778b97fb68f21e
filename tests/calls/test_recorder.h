// A recorder's end of its socket for call statements, as a test plays it.
#pragma once

#include <atomic>
#include <thread>

#include "calls/carrier/lines.h"
#include "calls/carrier/message.h"
#include "os/wake.h"

namespace insyn::calls_test {

class TestRecorder {
 public:
  // Listens there, and tells each carrier that comes what it wants to hear of.
  TestRecorder(const Path& socket, calls::Wanted wanted);
  ~TestRecorder();

  void want(calls::Wanted wanted);
  void ask(const calls::Asked& asked);

  std::vector<std::string> statements() const;  // in the order in which they came
  std::vector<std::string> answers() const;
  std::optional<calls::Reach> reach(const std::string& source) const;  // as told last
  std::size_t connections() const;
  std::size_t bytes() const;
  // When the last statement came.
  Mono last_statement() const;

 private:
  void work();
  void send(const std::string& line);
  void take(const std::string& line);

  const SystemClock clock_;
  LocalListener listener_;
  Wake wake_;
  std::atomic<bool> over_ = false;
  mutable std::mutex mutex_;  // of what follows
  calls::Wanted wanted_;
  std::string outbox_;
  std::vector<std::string> statements_, answers_;
  std::map<std::string, calls::Reach> reaches_;
  std::size_t connections_ = 0, bytes_ = 0;
  Mono last_{};
  std::thread thread_;
};

}  // namespace insyn::calls_test
