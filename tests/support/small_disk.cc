#include "support/small_disk.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>

#include "os/descriptor.h"

namespace insyn::support {
namespace {

void require(bool done, const char* what) {
  if (!done) throw std::runtime_error(std::string("cannot ") + what + ": " + std::strerror(errno));
}

void write_to(const char* path, const std::string& text) {
  const OwnedFd fd(::open(path, O_WRONLY | O_CLOEXEC));
  require(fd && ::write(fd.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size()), path);
}

// Who is not root may mount in a user namespace of their own, as root of it.
void enter_own_namespace() {
  static bool entered = false;
  if (std::exchange(entered, true)) return;
  const uid_t user = ::geteuid();
  const gid_t group = ::getegid();
  if (user == 0) {
    require(::unshare(CLONE_NEWNS) == 0, "enter a mount namespace");
  } else {
    require(::unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0, "enter a mount and user namespace");
    write_to("/proc/self/setgroups", "deny");
    write_to("/proc/self/uid_map", fmt::format("0 {} 1", user));
    write_to("/proc/self/gid_map", fmt::format("0 {} 1", group));
  }
  require(::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0, "keep mounts to this process");
}

}  // namespace

SmallDisk::SmallDisk(const Path& folder, std::size_t bytes) : folder_(folder) {
  enter_own_namespace();
  const std::string options = fmt::format("size={},mode=0700", bytes);
  require(::mount("tmpfs", folder.c_str(), "tmpfs", MS_NOSUID | MS_NODEV, options.c_str()) == 0,
          "mount a small disk");
}

SmallDisk::~SmallDisk() { ::umount2(folder_.c_str(), MNT_DETACH); }

void SmallDisk::fill() const {
  const OwnedFd file(::open((folder_ / ".filler").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
  require(static_cast<bool>(file), "make a file on a small disk");
  const std::string page(4096, 'x');
  while (::write(file.get(), page.data(), page.size()) > 0) {
  }
  require(errno == ENOSPC, "fill a small disk");
}

void SmallDisk::make_room() const {
  require(::unlink((folder_ / ".filler").c_str()) == 0, "make room on a small disk");
}

void SmallDisk::make_read_only() const {
  require(
      ::mount(nullptr, folder_.c_str(), nullptr, MS_REMOUNT | MS_RDONLY | MS_NOSUID | MS_NODEV, nullptr) == 0,
      "make a disk read-only");
}

}  // namespace insyn::support
