#include "os/writing.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "os/descriptor.h"

namespace insyn {

Status write_all(int fd, ByteView bytes, const std::string& thing) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return os_error("cannot write", thing);
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return {};
}

Status rename_to(const Path& from, const Path& to, bool refuse_existing) {
  const unsigned flags = refuse_existing ? RENAME_NOREPLACE : 0;
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), flags) == 0) return {};
  if (errno == EEXIST)
    return fail(Code::kPermanent, "{} exists already; nothing was overwritten", to.string());
  return os_error("cannot rename a file to", to.string());
}

}  // namespace insyn
