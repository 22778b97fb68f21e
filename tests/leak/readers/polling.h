// What the plain readers have in common: a connection and a thread of their own, ten looks a second.
#pragma once

#include <xcb/xcb.h>

#include <atomic>
#include <thread>

#include "leak/witness.h"

namespace insyn::leak {

class PollingReader : public Witness {
 public:
  explicit PollingReader(const WitnessNeeds& needs);
  ~PollingReader() override;

  void wait_until_ready() override;
  void catch_up() override;
  Tally finish(const std::vector<Mark>& marks) override;

 protected:
  // One look; the thread's own.
  virtual void look() = 0;
  // Reads a drawable's area; counts it. False where the server refuses.
  bool read(xcb_drawable_t drawable, const Rect& area);
  // Has to be called by the constructor and the destructor of what derives from this.
  void start();
  void stop();

  xcb_connection_t* c_;
  xcb_window_t root_;
  Rect screen_;
  const xcb_window_t window_;

 private:
  void run();

  Tally tally_;
  std::atomic<std::size_t> looks_ = 0;
  std::atomic<bool> done_ = false;
  std::thread thread_;
};

}  // namespace insyn::leak
