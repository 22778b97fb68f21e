#include "os/wait_set.h"

#include <sys/epoll.h>

namespace insyn {

Result<WaitSet> WaitSet::create() {
  OwnedFd fd(::epoll_create1(EPOLL_CLOEXEC));
  if (!fd) return os_error("cannot create", "an epoll set");
  return WaitSet(std::move(fd));
}

Status WaitSet::add(int fd) {
  epoll_event event{};
  event.events = EPOLLIN;
  if (::epoll_ctl(fd_.get(), EPOLL_CTL_ADD, fd, &event) != 0)
    return os_error("cannot wait for", "a file descriptor");
  return {};
}

}  // namespace insyn
