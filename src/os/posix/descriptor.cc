#include "os/descriptor.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace insyn {

OwnedFd& OwnedFd::operator=(OwnedFd&& other) noexcept {
  if (this != &other) {
    reset();
    fd_ = std::exchange(other.fd_, -1);
  }
  return *this;
}

void OwnedFd::reset() {
  if (fd_ >= 0) ::close(std::exchange(fd_, -1));
}

Failure os_error(std::string_view what, std::string_view thing) {
  const int number = errno;
  Code code = Code::kPermanent;
  if (number == ENOSPC || number == EDQUOT || number == EFBIG) code = Code::kFull;
  if (number == EACCES || number == EPERM || number == EROFS) code = Code::kDenied;
  if (number == EAGAIN || number == EMFILE || number == ENFILE) code = Code::kTransient;
  return fail(code, "{} {}: {}", what, thing, std::strerror(number));
}

}  // namespace insyn
