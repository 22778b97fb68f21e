// A key in memory: not swapped to disk, wiped when it is destroyed, never copied.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "base/bytes.h"

namespace insyn {

class SecretBytes {
 public:
  SecretBytes() = default;
  // `size` zero bytes.
  explicit SecretBytes(std::size_t size);
  // Copies `bytes`. The caller wipes its own copy.
  explicit SecretBytes(ByteView bytes);

  std::uint8_t* data() { return bytes_.get(); }
  const std::uint8_t* data() const { return bytes_.get(); }
  std::size_t size() const { return size_; }
  ByteView view() const { return {bytes_.get(), size_}; }

 private:
  struct Free {
    void operator()(std::uint8_t* bytes) const;
  };
  std::unique_ptr<std::uint8_t[], Free> bytes_;
  std::size_t size_ = 0;
};

// Overwrites `bytes` with zeros; the compiler cannot optimise it away.
void wipe(std::span<std::uint8_t> bytes);
void wipe(std::string& text);
// What functions that have returned have left on this thread's stack, as far down as 64 KiB.
void wipe_stack();

}  // namespace insyn
