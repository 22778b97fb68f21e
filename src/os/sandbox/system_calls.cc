#include "os/sandbox/system_calls.h"

#include <fcntl.h>
#include <seccomp.h>
#include <sys/socket.h>

#include <cerrno>
#include <memory>
#include <vector>

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

// What lies between the families that are allowed: each comparison that fits kills.
std::vector<scmp_arg_cmp> other_families(Network network) {
  if (network == Network::kNone) return {{0, SCMP_CMP_NE, AF_UNIX, 0}};
  // Resolving names asks the kernel for this computer's addresses and routes.
  static_assert(AF_UNIX == 1 && AF_INET == 2 && AF_INET6 == 10 && AF_NETLINK == 16);
  std::vector<scmp_arg_cmp> others = {{0, SCMP_CMP_LT, AF_UNIX, 0}, {0, SCMP_CMP_GT, AF_NETLINK, 0}};
  for (scmp_datum_t family = AF_INET + 1; family < AF_NETLINK; ++family)
    if (family != AF_INET6) others.push_back({0, SCMP_CMP_EQ, family, 0});
  return others;
}

Status forbid_sockets(scmp_filter_ctx filter, Network network) {
  for (const scmp_arg_cmp& other : other_families(network)) {
    for (const int call : {SCMP_SYS(socket), SCMP_SYS(socketpair)}) {
      const int result = seccomp_rule_add_array(filter, SCMP_ACT_KILL_PROCESS, call, 1, &other);
      if (result != 0) return failed(result);
    }
  }
  return {};
}

}  // namespace

Status restrict_system_calls(Network network) {
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
  TRY(forbid_sockets(filter.get(), network));
  result = seccomp_load(filter.get());
  if (result != 0) return failed(result);
  return {};
}

}  // namespace insyn
