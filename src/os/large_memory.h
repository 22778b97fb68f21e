// Memory for millions of things at once: in huge pages where the kernel gives them (a fault for every 2 MiB
// and not for every 4 KiB), and not filled with zeros that are written over anyway.
#pragma once

#include <cstddef>
#include <new>
#include <utility>
#include <vector>

namespace insyn {

// Throws std::bad_alloc where there is none. The same `bytes` go back with it.
void* take_large_memory(std::size_t bytes);
void give_large_memory_back(void* memory, std::size_t bytes);

template <class T>
struct LargeMemory {
  using value_type = T;

  LargeMemory() = default;
  template <class U>
  explicit LargeMemory(const LargeMemory<U>&) {}

  T* allocate(std::size_t count) { return static_cast<T*>(take_large_memory(count * sizeof(T))); }
  void deallocate(T* at, std::size_t count) { give_large_memory_back(at, count * sizeof(T)); }
  // What resize() adds has no value until it is given one.
  template <class U>
  void construct(U* at) {
    ::new (static_cast<void*>(at)) U;
  }
  template <class U, class... Args>
  void construct(U* at, Args&&... args) {
    ::new (static_cast<void*>(at)) U(std::forward<Args>(args)...);
  }

  friend bool operator==(LargeMemory, LargeMemory) { return true; }
};

template <class T>
using LargeVector = std::vector<T, LargeMemory<T>>;

}  // namespace insyn
