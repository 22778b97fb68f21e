#include "os/sandbox/system_calls.h"

#include <fcntl.h>
#include <seccomp.h>
#include <sys/socket.h>

#include <cerrno>
#include <memory>

#include "os/descriptor.h"

namespace insyn {
namespace {

struct Release {
  void operator()(void* filter) const { seccomp_release(filter); }
};
using Filter = std::unique_ptr<void, Release>;

// System calls that no part of the recorder makes, but that an attacker who runs code in it would.
constexpr int kForbidden[] = {
    // other programs
    SCMP_SYS(execve), SCMP_SYS(execveat),
    // other processes' memory and handles
    SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(process_madvise),
    SCMP_SYS(kcmp), SCMP_SYS(pidfd_getfd),
    // ways around a filter on system calls, and into the kernel
    SCMP_SYS(io_uring_setup), SCMP_SYS(io_uring_enter), SCMP_SYS(io_uring_register), SCMP_SYS(bpf),
    SCMP_SYS(perf_event_open), SCMP_SYS(userfaultfd), SCMP_SYS(init_module), SCMP_SYS(finit_module),
    SCMP_SYS(delete_module), SCMP_SYS(kexec_load), SCMP_SYS(kexec_file_load), SCMP_SYS(modify_ldt),
    // other views of the computer
    SCMP_SYS(unshare), SCMP_SYS(setns), SCMP_SYS(mount), SCMP_SYS(umount2), SCMP_SYS(pivot_root),
    SCMP_SYS(chroot), SCMP_SYS(open_by_handle_at), SCMP_SYS(move_mount), SCMP_SYS(open_tree),
    SCMP_SYS(fsopen),
    // keys of the kernel's, and the computer itself
    SCMP_SYS(add_key), SCMP_SYS(request_key), SCMP_SYS(keyctl), SCMP_SYS(reboot), SCMP_SYS(swapon),
    SCMP_SYS(swapoff), SCMP_SYS(settimeofday), SCMP_SYS(clock_settime), SCMP_SYS(adjtimex),
    SCMP_SYS(clock_adjtime)};

Failure failed(int result) {
  errno = -result;
  return os_error("cannot set up", "seccomp");
}

}  // namespace

Status restrict_system_calls() {
  const Filter filter(seccomp_init(SCMP_ACT_ALLOW));
  if (!filter) return fail(Code::kPermanent, "cannot set up seccomp");
  // A program for another architecture would call by other numbers.
  int result = seccomp_attr_set(filter.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
  if (result == 0) result = seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_TSYNC, 1);
  if (result != 0) return failed(result);
  for (const int call : kForbidden) {
    // Negative where this architecture has no such call.
    if (call < 0) continue;
    result = seccomp_rule_add(filter.get(), SCMP_ACT_KILL_PROCESS, call, 0);
    if (result != 0) return failed(result);
  }
  const scmp_arg_cmp other_family{0, SCMP_CMP_NE, AF_UNIX, 0};
  for (const int call : {SCMP_SYS(socket), SCMP_SYS(socketpair)}) {
    result = seccomp_rule_add_array(filter.get(), SCMP_ACT_KILL_PROCESS, call, 1, &other_family);
    if (result != 0) return failed(result);
  }
  result = seccomp_load(filter.get());
  if (result != 0) return failed(result);
  return {};
}

}  // namespace insyn
