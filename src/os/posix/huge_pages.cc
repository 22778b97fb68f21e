#include "os/huge_pages.h"

#include <sys/mman.h>

namespace insyn {
namespace {

constexpr std::size_t kHugePage = std::size_t{2} << 20;

}  // namespace

void* allocate_huge_pages(std::size_t bytes) {
  if (bytes < kHugePage) return ::operator new(bytes);
  void* const memory = ::operator new(bytes, std::align_val_t(kHugePage));
  (void)::madvise(memory, bytes, MADV_HUGEPAGE);  // only advice: without huge pages it works too
  return memory;
}

void free_huge_pages(void* memory, std::size_t bytes) {
  if (bytes < kHugePage) {
    ::operator delete(memory);
  } else {
    ::operator delete(memory, std::align_val_t(kHugePage));
  }
}

}  // namespace insyn
