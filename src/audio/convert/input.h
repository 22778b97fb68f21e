// Where the bytes of an audio file come from.
#pragma once

#include <cstdint>
#include <span>

#include "base/bytes.h"
#include "base/result.h"

namespace insyn::audio {

class Input {
 public:
  virtual ~Input() = default;
  virtual std::uint64_t size() const = 0;
  // At most `into.size()` bytes from `from` on; 0 at the end.
  virtual Result<std::size_t> read(std::uint64_t from, std::span<std::uint8_t> into) = 0;
};

class InputInMemory final : public Input {
 public:
  // `bytes` outlive it.
  explicit InputInMemory(ByteView bytes) : bytes_(bytes) {}
  std::uint64_t size() const override { return bytes_.size(); }
  Result<std::size_t> read(std::uint64_t from, std::span<std::uint8_t> into) override {
    if (from >= bytes_.size()) return std::size_t{0};
    const std::size_t count = std::min<std::size_t>(into.size(), bytes_.size() - from);
    std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(from), count, into.begin());
    return count;
  }

 private:
  ByteView bytes_;
};

}  // namespace insyn::audio
