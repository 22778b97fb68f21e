// Work on several cores.
#pragma once

#include <algorithm>
#include <atomic>
#include <exception>
#include <functional>
#include <thread>
#include <vector>

namespace insyn {

// Calls work(0) … work(count - 1), each once, on as many threads as there are cores, in no order. The first
// exception comes out when all have ended.
inline void in_parallel(std::size_t count, const std::function<void(std::size_t)>& work) {
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  std::atomic<std::size_t> next = 0;
  std::vector<std::exception_ptr> errors(std::min(cores, count));
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < errors.size(); ++i) {
      threads.emplace_back([&, i] {
        try {
          for (std::size_t at = next++; at < count; at = next++) work(at);
        } catch (...) {
          errors[i] = std::current_exception();
          next = count;
        }
      });
    }
  }
  for (const std::exception_ptr& error : errors) {
    if (error) std::rethrow_exception(error);
  }
}

}  // namespace insyn
