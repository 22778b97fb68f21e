// Vectors of millions of elements: in huge pages where the kernel has them (a page fault for every 2 MiB
// instead of every 4 KiB), and without zeros that would be overwritten anyway.
#pragma once

#include <cstddef>
#include <new>
#include <utility>
#include <vector>

namespace insyn {

// Throws std::bad_alloc. free_huge_pages() takes the same `bytes`.
void* allocate_huge_pages(std::size_t bytes);
void free_huge_pages(void* memory, std::size_t bytes);

template <class T>
struct HugePageAllocator {
  using value_type = T;

  HugePageAllocator() = default;
  template <class U>
  explicit HugePageAllocator(const HugePageAllocator<U>&) {}

  T* allocate(std::size_t count) { return static_cast<T*>(allocate_huge_pages(count * sizeof(T))); }
  void deallocate(T* at, std::size_t count) { free_huge_pages(at, count * sizeof(T)); }
  // Elements that resize() adds have no value until one is assigned.
  template <class U>
  void construct(U* at) {
    ::new (static_cast<void*>(at)) U;
  }
  template <class U, class... Args>
  void construct(U* at, Args&&... args) {
    ::new (static_cast<void*>(at)) U(std::forward<Args>(args)...);
  }

  friend bool operator==(HugePageAllocator, HugePageAllocator) { return true; }
};

template <class T>
using LargeVector = std::vector<T, HugePageAllocator<T>>;

}  // namespace insyn
