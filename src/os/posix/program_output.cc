#include "os/program_output.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "os/descriptor.h"
#include "os/spawned_program.h"

namespace insyn {
namespace {

constexpr std::size_t kKept = std::size_t{64} << 10;

// Until the program, and whoever else has got its standard error, is done with it.
std::string read_to_end(int fd) {
  std::string said;
  std::array<char, 4096> piece{};
  for (;;) {
    const ssize_t count = ::read(fd, piece.data(), piece.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return said;
    said.append(piece.data(), static_cast<std::size_t>(count));
    if (said.size() > 2 * kKept) said.erase(0, said.size() - kKept);
  }
}

}  // namespace

Result<ProgramOutput> run_program_and_listen(const Path& program, const std::vector<std::string>& arguments) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return os_error("cannot listen to", program.string());
  const OwnedFd ours(ends[0]);
  OwnedFd theirs(ends[1]);
  const OwnedFd nothing(::open("/dev/null", O_RDWR | O_CLOEXEC));
  if (!nothing) return os_error("cannot open", "/dev/null");
  TRY_ASSIGN(const int child,
             spawn_program(program, arguments, {nothing.get(), nothing.get(), theirs.get()}));
  theirs.reset();
  ProgramOutput output;
  output.said = read_to_end(ours.get());
  if (output.said.size() > kKept) output.said.erase(0, output.said.size() - kKept);
  TRY_ASSIGN(output.code, wait_for_program(child, program));
  return output;
}

}  // namespace insyn
