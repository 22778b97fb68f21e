#include "server/memory/wiped.h"

#include <malloc.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

// AddressSanitizer has an allocator of its own.
#if defined(__SANITIZE_ADDRESS__)
#define INSYN_ALLOCATOR_IS_REPLACED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define INSYN_ALLOCATOR_IS_REPLACED
#endif
#endif

#ifndef INSYN_ALLOCATOR_IS_REPLACED

// glibc's own, which a program reaches by these names where it has replaced them.
// NOLINTBEGIN(bugprone-reserved-identifier)
extern "C" void __libc_free(void* memory);
// NOLINTEND(bugprone-reserved-identifier)

extern "C" void free(void* memory) {
  const int kept = errno;
  if (memory != nullptr) ::explicit_bzero(memory, ::malloc_usable_size(memory));
  __libc_free(memory);
  errno = kept;
}

// Always to another place: what glibc leaves behind where it moves or shrinks is not overwritten.
extern "C" void* realloc(void* memory, std::size_t size) {
  if (memory == nullptr) return std::malloc(size);
  if (size == 0) {
    std::free(memory);
    return nullptr;
  }
  const std::size_t usable = ::malloc_usable_size(memory);
  if (size <= usable && size >= usable / 2) return memory;
  void* other = std::malloc(size);
  if (other == nullptr) return nullptr;
  std::memcpy(other, memory, std::min(size, usable));
  std::free(memory);
  return other;
}

#endif
