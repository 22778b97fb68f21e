#include "os/wake.h"

namespace insyn {

Result<Wake> Wake::create() {
  TRY_ASSIGN(auto ends, LocalSocket::pair());
  return Wake(std::move(ends.first), std::move(ends.second));
}

void Wake::call() const {
  const std::uint8_t byte = 1;
  // Where nothing more goes in it has been called already.
  (void)to_.send({&byte, 1});
}

void Wake::drain() const {
  std::uint8_t bytes[64];
  while (from_.receive(bytes).bytes > 0) continue;
}

}  // namespace insyn
