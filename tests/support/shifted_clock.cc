// Loaded before the C library: the clocks of a program, as far from the true ones as the file that
// $INSYN_TEST_CLOCK_FILE names says, in nanoseconds: the wall clock, and the clock that goes on in sleep. The
// monotonic clock stays as it is.
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

struct Offsets {
  std::atomic<std::int64_t> wall, boot;
};

const Offsets* offsets() {
  // Mapped at the first look, which is before any sandbox.
  static const Offsets* const mapped = []() -> const Offsets* {
    const char* file = std::getenv("INSYN_TEST_CLOCK_FILE");
    const int fd = file == nullptr ? -1 : ::open(file, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return nullptr;
    void* memory = ::mmap(nullptr, sizeof(Offsets), PROT_READ, MAP_SHARED, fd, 0);
    ::close(fd);
    return memory == MAP_FAILED ? nullptr : static_cast<const Offsets*>(memory);
  }();
  return mapped;
}

[[gnu::constructor]] void map_early() { (void)offsets(); }

}  // namespace

extern "C" int clock_gettime(clockid_t clock, timespec* time) {
  const long result = ::syscall(SYS_clock_gettime, clock, time);
  const bool is_shifted = clock == CLOCK_REALTIME || clock == CLOCK_BOOTTIME;
  if (result != 0 || !is_shifted || offsets() == nullptr) return static_cast<int>(result);
  const std::int64_t offset = clock == CLOCK_REALTIME ? offsets()->wall.load() : offsets()->boot.load();
  constexpr std::int64_t kSecond = 1'000'000'000;
  const std::int64_t shifted = time->tv_sec * kSecond + time->tv_nsec + offset;
  time->tv_sec = shifted / kSecond;
  time->tv_nsec = shifted % kSecond;
  return 0;
}
