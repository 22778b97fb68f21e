#include "track/codec/content_memory.h"

#include <xxhash.h>

namespace insyn::track {

ContentHash hash_of(const void* data, std::size_t size, std::uint64_t seed) {
  const XXH128_hash_t hash = XXH3_128bits_withSeed(data, size, seed);
  return {hash.low64, hash.high64};
}

std::optional<std::uint64_t> ContentMemory::number_of(const ContentHash& hash) const {
  const auto found = numbers_.find(hash);
  if (found == numbers_.end()) return std::nullopt;
  return found->second;
}

void ContentMemory::remember(const ContentHash& hash) {
  if (order_.size() < capacity_) {
    order_.push_back(hash);
  } else {
    ContentHash& oldest = order_[next_ % capacity_];
    numbers_.erase(oldest);
    oldest = hash;
  }
  numbers_[hash] = next_++;
}

void ContentMemory::reset() {
  next_ = 0;
  order_.clear();
  numbers_.clear();
}

}  // namespace insyn::track
