// For tests: connections of processes that this one is not.
#pragma once

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "os/local_socket.h"

namespace insyn {

// By a process of its own, which has ended by then: the kernel keeps its number as the peer's.
inline LocalSocket connect_as_another_process(const Path& path) {
  const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.string().copy(address.sun_path, sizeof address.sun_path - 1);
  const pid_t child = ::fork();
  if (child == 0) ::_exit(::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 ? 0 : 1);
  int status = -1;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  ::fcntl(fd, F_SETFL, O_NONBLOCK);
  return LocalSocket::inherited(fd);
}

inline int this_process() { return ::getpid(); }

}  // namespace insyn
