#include "os/file_stamp.h"

#include <sys/stat.h>

#include <ctime>

#include "os/descriptor.h"

namespace insyn {

Result<FileStamp> stamp_of(const Path& file) {
  struct stat facts {};
  if (::stat(file.c_str(), &facts) != 0) return os_error("cannot inspect", file.string());
  return FileStamp{facts.st_dev, facts.st_ino, static_cast<std::uint64_t>(facts.st_size),
                   facts.st_ctim.tv_sec * 1'000'000'000LL + facts.st_ctim.tv_nsec};
}

bool is_settled(const FileStamp& stamp) {
  constexpr std::int64_t kLongestStep = 1'000'000'000;
  timespec now{};
  ::clock_gettime(CLOCK_REALTIME, &now);
  // After a clock that was set back none is, and whoever asks reads again.
  return now.tv_sec * 1'000'000'000LL + now.tv_nsec - stamp.changed_ns > kLongestStep;
}

}  // namespace insyn
