#include "recorder/capture/x11/shared_memory.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace insyn::recorder::x11 {

SharedMemory::SharedMemory(const Connection& connection, OwnedFd fd, void* memory, std::size_t size)
    : connection_(connection.get()), fd_(std::move(fd)), memory_(memory), size_(size) {}

SharedMemory::SharedMemory(SharedMemory&& other) noexcept
    : connection_(std::exchange(other.connection_, nullptr)),
      fd_(std::move(other.fd_)),
      memory_(std::exchange(other.memory_, nullptr)),
      size_(std::exchange(other.size_, 0)),
      segment_(std::exchange(other.segment_, 0)) {}

SharedMemory& SharedMemory::operator=(SharedMemory&& other) noexcept {
  if (this != &other) {
    release();
    connection_ = std::exchange(other.connection_, nullptr);
    fd_ = std::move(other.fd_);
    memory_ = std::exchange(other.memory_, nullptr);
    size_ = std::exchange(other.size_, 0);
    segment_ = std::exchange(other.segment_, 0);
  }
  return *this;
}

SharedMemory::~SharedMemory() { release(); }

void SharedMemory::release() {
  if (segment_ != 0) xcb_shm_detach(connection_, segment_);
  if (memory_ != nullptr) ::munmap(memory_, size_);
  segment_ = 0;
  memory_ = nullptr;
}

Result<SharedMemory> SharedMemory::create(const Connection& connection, std::size_t bytes) {
  OwnedFd fd(::memfd_create("insyn", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (!fd || ::fchmod(fd.get(), 0600) != 0 || ::ftruncate(fd.get(), static_cast<off_t>(bytes)) != 0) {
    return os_error("cannot allocate", "shared memory for pixels");
  }
  // Shrinking under the feet of the reader would end it with SIGBUS.
  if (::fcntl(fd.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0) {
    return os_error("cannot seal", "shared memory for pixels");
  }
  void* memory = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd.get(), 0);
  if (memory == MAP_FAILED) return os_error("cannot map", "shared memory for pixels");
  SharedMemory shared(connection, std::move(fd), memory, bytes);
  const int for_server = ::fcntl(shared.fd_.get(), F_DUPFD_CLOEXEC, 0);
  if (for_server < 0) return os_error("cannot share", "memory with the X server");
  const xcb_shm_seg_t segment = xcb_generate_id(connection.get());
  // xcb closes `for_server` once it is sent.
  const xcb_void_cookie_t cookie = xcb_shm_attach_fd_checked(connection.get(), segment, for_server, 0);
  if (Owned<xcb_generic_error_t> error(xcb_request_check(connection.get(), cookie)); error) {
    return fail(Code::kPermanent,
                "the X server does not share memory with this program; it must run on the same machine as "
                "the screen");
  }
  TRY(connection.alive());
  shared.segment_ = segment;
  return shared;
}

void SharedMemory::clear_top_bytes(std::size_t count) {
  auto* pixels = static_cast<std::uint32_t*>(memory_);
  for (std::size_t i = 0; i < count; ++i) pixels[i] &= 0x00ffffffU;
}

unsigned SharedMemory::permissions() const {
  struct stat facts {};
  return ::fstat(fd_.get(), &facts) == 0 ? facts.st_mode & 0777U : 0777U;
}

}  // namespace insyn::recorder::x11
