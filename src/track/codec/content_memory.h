// What a writer has written before and its reader still remembers, found by content.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

namespace insyn::track {

// 128 bits of XXH3, seeded at random: nothing on the screen can aim at a collision.
struct ContentHash {
  std::uint64_t low = 0, high = 0;
  bool operator==(const ContentHash&) const = default;
};
ContentHash hash_of(const void* data, std::size_t size, std::uint64_t seed);

// The last `capacity` things, numbered from 0 in the order they came.
class ContentMemory {
 public:
  explicit ContentMemory(std::size_t capacity) : capacity_(capacity) {}

  std::optional<std::uint64_t> number_of(const ContentHash& hash) const;
  void remember(const ContentHash& hash);
  void reset();
  std::uint64_t next() const { return next_; }

 private:
  struct HashOfHash {
    std::size_t operator()(const ContentHash& hash) const { return static_cast<std::size_t>(hash.low); }
  };
  std::size_t capacity_;
  std::uint64_t next_ = 0;
  std::vector<ContentHash> order_;
  std::unordered_map<ContentHash, std::uint64_t, HashOfHash> numbers_;
};

}  // namespace insyn::track
