#include "base/backoff.h"

#include <algorithm>

#include "base/bytes.h"

namespace insyn {
namespace {

constexpr int kMostDoublings = 20;

// Evenly from none to all of `most`.
std::chrono::milliseconds part_of(std::chrono::milliseconds most) {
  const Bytes bytes = random_bytes(4);
  std::uint64_t number = 0;
  for (const std::uint8_t byte : bytes) number = number << 8 | byte;
  return std::chrono::milliseconds(
      static_cast<std::int64_t>(number * static_cast<std::uint64_t>(most.count()) >> 32));
}

}  // namespace

void Backoff::failed(Mono now, std::optional<std::chrono::seconds> asked) {
  const auto most = std::min(longest_, first_ * (1 << std::min(failures_, kMostDoublings)));
  ++failures_;
  const std::chrono::milliseconds at_least = asked.value_or(std::chrono::seconds(0));
  next_ = now + at_least + part_of(std::max(most, at_least));
}

void Backoff::succeeded() {
  failures_ = 0;
  next_ = Mono::min();
}

}  // namespace insyn
