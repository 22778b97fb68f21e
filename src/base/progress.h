// How far long work has come, from several threads.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>

namespace insyn {

class Progress {
 public:
  // `tell` is given shares from 0 to 1, one call at a time; may be empty.
  Progress(std::uint64_t whole, std::function<void(double)> tell) : whole_(whole), tell_(std::move(tell)) {}

  void advance(std::uint64_t amount) {
    if (!tell_) return;
    const std::lock_guard lock(mutex_);
    done_ += amount;
    tell_(whole_ == 0 ? 1.0 : static_cast<double>(done_) / static_cast<double>(whole_));
  }

 private:
  std::uint64_t whole_;
  std::uint64_t done_ = 0;
  std::function<void(double)> tell_;
  std::mutex mutex_;
};

}  // namespace insyn
