// Tells one who waits, from any thread, that what it waits for has happened. It is rung once and stays rung,
// so that nothing is missed between a look at what there is and the wait.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>

namespace insyn {

class Bell {
 public:
  Bell() = default;
  Bell(const Bell&) = delete;
  Bell& operator=(const Bell&) = delete;

  void ring();
  bool is_rung() const { return rung_; }

  // Calls `wake` when the bell is rung, on the thread that rings, and at once where it was rung already; null
  // takes back what was given before. It must not block or touch the bell. Once this has returned the one
  // before runs no more.
  void on_ring(std::function<void()> wake);

 private:
  std::atomic<bool> rung_ = false;
  std::mutex mutex_;
  std::function<void()> wake_;  // guarded by it
};

}  // namespace insyn
