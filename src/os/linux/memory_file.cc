#include "os/memory_file.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>

namespace insyn {

Result<MemoryFile> MemoryFile::holding(ByteView bytes) {
  OwnedFd fd(::memfd_create("insyn", MFD_CLOEXEC));
  if (!fd) return os_error("cannot create", "a file in memory");
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return os_error("cannot write", "a file in memory");
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return MemoryFile(std::move(fd));
}

Path MemoryFile::path() const { return fmt::format("/proc/self/fd/{}", fd_.get()); }

}  // namespace insyn
