#include "support/until.h"

#include <stdexcept>
#include <thread>

namespace insyn::support {

void until(const std::string& what, const std::function<bool()>& condition, std::chrono::seconds patience) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) {
      throw std::runtime_error("waited " + std::to_string(patience.count()) + " s in vain for " + what);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

}  // namespace insyn::support
