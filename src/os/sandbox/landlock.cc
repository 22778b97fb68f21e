#include "os/sandbox/landlock.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

#include "os/descriptor.h"

namespace insyn {
namespace {

// Of later kernels than the headers that this is built with.
constexpr std::uint64_t kRefer = 1ULL << 13;
constexpr std::uint64_t kTruncate = 1ULL << 14;
constexpr std::uint64_t kDevices = 1ULL << 15;
constexpr std::uint64_t kBindTcp = 1ULL << 0;
constexpr std::uint64_t kConnectTcp = 1ULL << 1;
constexpr std::uint64_t kScopeSignals = 1ULL << 1;

struct Attributes {  // landlock_ruleset_attr as of version 6
  std::uint64_t files = 0;
  std::uint64_t net = 0;
  std::uint64_t scoped = 0;
};

constexpr std::uint64_t kReadFile = LANDLOCK_ACCESS_FS_READ_FILE;
constexpr std::uint64_t kRead = kReadFile | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr std::uint64_t kWriteFile = LANDLOCK_ACCESS_FS_WRITE_FILE | kTruncate;
constexpr std::uint64_t kWrite = kRead | kWriteFile | LANDLOCK_ACCESS_FS_REMOVE_DIR |
                                 LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_DIR |
                                 LANDLOCK_ACCESS_FS_MAKE_REG | kRefer;
constexpr std::uint64_t kRemove = kRead | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE;
// All rights of version 1: a right that is not listed here would stay allowed.
constexpr std::uint64_t kVersion1 = (1ULL << 13) - 1;

Attributes all_of(int version) {
  Attributes all;
  all.files = kVersion1;
  if (version >= 2) all.files |= kRefer;
  if (version >= 3) all.files |= kTruncate;
  if (version >= 4) all.net = kBindTcp | kConnectTcp;
  if (version >= 5) all.files |= kDevices;
  if (version >= 6) all.scoped = kScopeSignals;
  return all;
}

// As many bytes as the kernel's version knows.
std::size_t size_for(int version) { return version >= 6 ? 24 : version >= 4 ? 16 : 8; }

// A path that does not exist needs no rule: it cannot be opened either way.
Status allow(int ruleset, const Path& path, std::uint64_t access, std::uint64_t handled) {
  const OwnedFd fd(::open(path.c_str(), O_PATH | O_CLOEXEC));
  if (!fd) return {};
  struct stat facts {};
  if (::fstat(fd.get(), &facts) != 0) return os_error("cannot inspect", path.string());
  if (!S_ISDIR(facts.st_mode)) access &= kReadFile | kWriteFile;
  landlock_path_beneath_attr rule{};
  rule.allowed_access = access & handled;
  rule.parent_fd = fd.get();
  if (::syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0) {
    return os_error("cannot give the recorder access to", path.string());
  }
  return {};
}

struct PortRule {  // landlock_net_port_attr
  std::uint64_t allowed = 0;
  std::uint64_t port = 0;
};
constexpr int kPortRule = 2;  // LANDLOCK_RULE_NET_PORT

Status allow_port(int ruleset, std::uint64_t access, std::uint16_t port) {
  const PortRule rule{access, port};
  if (::syscall(SYS_landlock_add_rule, ruleset, kPortRule, &rule, 0) != 0)
    return os_error("cannot give access to the network's port", std::to_string(port));
  return {};
}

}  // namespace

Result<std::string> restrict_files(const SandboxRules& rules) {
  const auto version =
      static_cast<int>(::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION));
  if (version < 1) {
    return std::string(
        "this kernel has no Landlock, so the recorder could still read the user's other files; the network "
        "and "
        "other programs are closed to it. To close the files too, start the kernel with lsm=…,landlock");
  }
  const Attributes all = all_of(version);
  const OwnedFd ruleset(static_cast<int>(::syscall(SYS_landlock_create_ruleset, &all, size_for(version), 0)));
  if (!ruleset) return os_error("cannot set up", "Landlock");
  for (const Path& path : rules.read) TRY(allow(ruleset.get(), path, kRead, all.files));
  for (const Path& path : rules.write) TRY(allow(ruleset.get(), path, kWrite, all.files));
  for (const Path& path : rules.remove) TRY(allow(ruleset.get(), path, kRemove, all.files));
  if (all.net != 0) {
    for (const std::uint16_t port : rules.connect) TRY(allow_port(ruleset.get(), kConnectTcp, port));
    for (const std::uint16_t port : rules.listen) TRY(allow_port(ruleset.get(), kBindTcp, port));
  }
  if (::syscall(SYS_landlock_restrict_self, ruleset.get(), 0) != 0)
    return os_error("cannot enter", "Landlock");
  return std::string();
}

}  // namespace insyn
