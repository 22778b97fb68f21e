// A file that this program was given as its standard input: read anywhere, without a name.
#pragma once

#include <cstdint>
#include <span>

#include "base/result.h"

namespace insyn {

class StandardInput {
 public:
  // kPermanent where it is no file.
  static Result<StandardInput> open();

  std::uint64_t size() const { return size_; }
  // At most `into.size()` bytes from `from` on; 0 at the end.
  Result<std::size_t> read(std::uint64_t from, std::span<std::uint8_t> into) const;

 private:
  explicit StandardInput(std::uint64_t size) : size_(size) {}
  std::uint64_t size_;
};

}  // namespace insyn
