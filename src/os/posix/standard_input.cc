#include "os/standard_input.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "os/descriptor.h"

namespace insyn {

Result<StandardInput> StandardInput::open() {
  struct stat facts {};
  if (::fstat(STDIN_FILENO, &facts) != 0) return os_error("cannot inspect", "standard input");
  if (!S_ISREG(facts.st_mode))
    return fail(Code::kPermanent, "standard input is no file; give one, as in <call.wav");
  return StandardInput(static_cast<std::uint64_t>(facts.st_size));
}

Result<std::size_t> StandardInput::read(std::uint64_t from, std::span<std::uint8_t> into) const {
  for (;;) {
    const ssize_t count = ::pread(STDIN_FILENO, into.data(), into.size(), static_cast<off_t>(from));
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno != EINTR) return os_error("cannot read", "standard input");
  }
}

}  // namespace insyn
