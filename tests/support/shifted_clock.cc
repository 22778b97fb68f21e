// Loaded before the C library: the wall clock of a program, as far from the true one as the file that
// $INSYN_TEST_CLOCK_FILE names says, in nanoseconds. Monotonic time stays as it is.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <cstdlib>

namespace {

const std::atomic<std::int64_t>* offset() {
  // Mapped at the first look, which is before any sandbox.
  static const auto* const mapped = []() -> const std::atomic<std::int64_t>* {
    const char* file = std::getenv("INSYN_TEST_CLOCK_FILE");
    const int fd = file == nullptr ? -1 : ::open(file, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return nullptr;
    void* memory = ::mmap(nullptr, sizeof(std::int64_t), PROT_READ, MAP_SHARED, fd, 0);
    ::close(fd);
    return memory == MAP_FAILED ? nullptr : static_cast<const std::atomic<std::int64_t>*>(memory);
  }();
  return mapped;
}

[[gnu::constructor]] void map_early() { (void)offset(); }

}  // namespace

extern "C" int clock_gettime(clockid_t clock, timespec* time) {
  const long result = ::syscall(SYS_clock_gettime, clock, time);
  if (result != 0 || clock != CLOCK_REALTIME || offset() == nullptr) return static_cast<int>(result);
  constexpr std::int64_t kSecond = 1'000'000'000;
  const std::int64_t shifted = time->tv_sec * kSecond + time->tv_nsec + offset()->load();
  time->tv_sec = shifted / kSecond;
  time->tv_nsec = shifted % kSecond;
  return 0;
}
