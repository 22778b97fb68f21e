// What a witness remembers of each ledger: the checkpoint that it cosigned last. Forgetting it would let a
// ledger begin another history.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace insyn::witness {

class State {
 public:
  virtual ~State() = default;
  // Of a ledger that was not begun before; kDenied otherwise. Lasts when this returns.
  virtual Status begin(std::string_view origin, std::string_view checkpoint) = 0;
  // The note. kDenied where this ledger was never begun, or where what was remembered is gone.
  virtual Result<std::string> latest(std::string_view origin) = 0;
  // Compares and swaps: false, and nothing changes, where the latest one is no longer `expected`. The new one
  // lasts when this returns true; a crash leaves one of the two.
  virtual Result<bool> replace(std::string_view origin, std::string_view expected,
                               std::string_view checkpoint) = 0;
};

}  // namespace insyn::witness
