#include "os/growing_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "base/check.h"
#include "os/writing.h"

namespace insyn {

Result<GrowingFile> GrowingFile::open(const Path& path) {
  OwnedFd fd(::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!fd) return os_error("cannot open", path.string());
  struct stat facts {};
  if (::fstat(fd.get(), &facts) != 0) return os_error("cannot inspect", path.string());
  if (!S_ISREG(facts.st_mode)) return fail(Code::kPermanent, "{} is no file", path.string());
  return GrowingFile(std::move(fd), path, static_cast<std::uint64_t>(facts.st_size));
}

Status GrowingFile::append(ByteView bytes) {
  Status written = write_all(fd_.get(), bytes, path_.string());
  if (written) {
    size_ += bytes.size();
    return {};
  }
  // What was written of it is taken back, so that the size stays what is known.
  if (::ftruncate(fd_.get(), static_cast<off_t>(size_)) != 0)
    return os_error("cannot cut back", path_.string());
  return written;
}

Status GrowingFile::cut_back_to(std::uint64_t size) {
  CHECK(size <= size_);
  if (::ftruncate(fd_.get(), static_cast<off_t>(size)) != 0)
    return os_error("cannot cut back", path_.string());
  size_ = size;
  return {};
}

Result<Bytes> GrowingFile::read(std::uint64_t from, std::size_t length) const {
  Bytes bytes(length);
  std::size_t have = 0;
  while (have < length) {
    const ssize_t got =
        ::pread(fd_.get(), bytes.data() + have, length - have, static_cast<off_t>(from + have));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return os_error("cannot read", path_.string());
    if (got == 0) return fail(Code::kCorrupt, "{} ends at {} bytes", path_.string(), from + have);
    have += static_cast<std::size_t>(got);
  }
  return bytes;
}

Status GrowingFile::sync() {
  if (::fsync(fd_.get()) != 0) return os_error("cannot sync", path_.string());
  return {};
}

}  // namespace insyn
