#include "base/bell.h"

namespace insyn {

void Bell::ring() {
  const std::lock_guard lock(mutex_);
  if (!rung_.exchange(true) && wake_) wake_();
}

void Bell::on_ring(std::function<void()> wake) {
  const std::lock_guard lock(mutex_);
  wake_ = std::move(wake);
  if (rung_ && wake_) wake_();
}

}  // namespace insyn
