// Whoever has call sources answer: insyn-calls, which is one, or insyn-server, which asks them.
#pragma once

#include <functional>
#include <vector>

#include "calls/carrier/message.h"

namespace insyn::calls {

// Asked by several threads at once.
class Desk {
 public:
  virtual ~Desk() = default;
  // Calls `answered` once, from any thread, or before it returns. It does not block.
  virtual void ask(const Asked& asked, std::function<void(Answered)> answered) = 0;
  // How far it reaches, of each source.
  virtual std::vector<CarrierReach> reach() const = 0;
};

}  // namespace insyn::calls
