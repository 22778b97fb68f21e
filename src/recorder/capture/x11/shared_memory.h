// Memory that the X server writes pixels into. It has no name that another user or program could open.
#pragma once

#include <xcb/shm.h>

#include <cstdint>

#include "base/result.h"
#include "os/descriptor.h"
#include "recorder/capture/x11/connection.h"

namespace insyn::recorder::x11 {

class SharedMemory {
 public:
  static Result<SharedMemory> create(const Connection& connection, std::size_t bytes);
  SharedMemory(SharedMemory&& other) noexcept;
  SharedMemory& operator=(SharedMemory&& other) noexcept;
  ~SharedMemory();

  xcb_shm_seg_t segment() const { return segment_; }
  const std::uint32_t* pixels() const { return static_cast<const std::uint32_t*>(memory_); }
  std::size_t size() const { return size_; }
  // Makes 0x00RRGGBB of the first `count` pixels: the server leaves alpha, or nothing defined, in the fourth
  // byte.
  void clear_top_bytes(std::size_t count);
  // The kernel's permission bits of the memory, for the test that checks them.
  unsigned permissions() const;

 private:
  SharedMemory(const Connection& connection, OwnedFd fd, void* memory, std::size_t size);
  void release();

  xcb_connection_t* connection_ = nullptr;
  OwnedFd fd_;
  void* memory_ = nullptr;
  std::size_t size_ = 0;
  xcb_shm_seg_t segment_ = 0;
};

}  // namespace insyn::recorder::x11
