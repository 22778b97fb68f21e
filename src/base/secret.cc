#include "base/secret.h"

#include <sodium.h>

#include <cstring>

#include "base/check.h"

namespace insyn {

SecretBytes::SecretBytes(std::size_t size) : size_(size) {
  CHECK(sodium_init() >= 0);
  bytes_.reset(static_cast<std::uint8_t*>(sodium_malloc(size)));
  CHECK(bytes_ != nullptr);
  std::memset(bytes_.get(), 0, size);
}

SecretBytes::SecretBytes(ByteView bytes) : SecretBytes(bytes.size()) {
  if (!bytes.empty()) std::memcpy(bytes_.get(), bytes.data(), bytes.size());
}

void SecretBytes::Free::operator()(std::uint8_t* bytes) const { sodium_free(bytes); }

void wipe(std::span<std::uint8_t> bytes) { sodium_memzero(bytes.data(), bytes.size()); }
void wipe(std::string& text) { sodium_memzero(text.data(), text.size()); }
void wipe_stack() { sodium_stackzero(std::size_t{64} << 10); }

}  // namespace insyn
