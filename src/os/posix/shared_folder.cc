#include "os/shared_folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "os/descriptor.h"
#include "os/writing.h"

namespace insyn {
namespace {

constexpr mode_t kReadByEveryone = 0644;

}  // namespace

Status ensure_shared_folder(const Path& path, SharedFolder use) {
  if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) {
    return os_error("cannot create the folder", path.string());
  }
  const OwnedFd fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!fd) return os_error("cannot open the folder", path.string());
  if (::fchmod(fd.get(), use == SharedFolder::kEveryoneReads ? 0755 : 01733) != 0)
    return os_error("cannot set the rights of", path.string());
  return {};
}

Status put_into_shared_folder(const Path& file, ByteView bytes) {
  Path temporary = file;
  temporary += fmt::format(".{}.tmp", to_hex(random_bytes(4)));
  const OwnedFd fd(
      ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, kReadByEveryone));
  if (!fd) return os_error("cannot create", temporary.string());
  const auto write = [&]() -> Status {
    if (::fchmod(fd.get(), kReadByEveryone) != 0)
      return os_error("cannot set the rights of", temporary.string());
    TRY(write_all(fd.get(), bytes, temporary.string()));
    if (::fsync(fd.get()) != 0) return os_error("cannot sync", temporary.string());
    return rename_to(temporary, file, false);
  };
  if (Status written = write(); !written) {
    ::unlink(temporary.c_str());
    return written;
  }
  if (::syncfs(fd.get()) != 0) return os_error("cannot sync", file.string());
  return {};
}

}  // namespace insyn
