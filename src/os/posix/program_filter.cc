#include "os/program_filter.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

#include "os/descriptor.h"
#include "os/spawned_program.h"

namespace insyn {
namespace {

constexpr std::size_t kMostSaid = std::size_t{64} << 10;

struct Pipe {
  OwnedFd ours, theirs;
};

Result<Pipe> new_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return os_error("cannot make", "a pipe");
  return Pipe{OwnedFd(ends[0]), OwnedFd(ends[1])};
}

// The lines of standard error, as they come.
class Said {
 public:
  explicit Said(const std::function<bool(std::string_view)>& take_line) : take_line_(take_line) {}
  void add(std::string_view piece) {
    line_ += piece;
    for (std::size_t end = line_.find('\n'); end != std::string::npos; end = line_.find('\n')) {
      const std::string line = line_.substr(0, end);
      line_.erase(0, end + 1);
      if (!take_line_(line)) keep(line + "\n");
    }
    if (line_.size() > kMostSaid) keep(std::exchange(line_, ""));
  }
  std::string finish() {
    keep(line_);
    return std::move(said_);
  }

 private:
  void keep(const std::string& text) {
    said_ += text;
    if (said_.size() > kMostSaid) said_.erase(0, said_.size() - kMostSaid);
  }
  const std::function<bool(std::string_view)>& take_line_;
  std::string line_, said_;
};

// What is there to be read now; false at the end.
bool read_some(int fd, std::string& into) {
  std::array<char, 1 << 16> piece{};
  for (;;) {
    const ssize_t count = ::read(fd, piece.data(), piece.size());
    if (count < 0 && errno == EINTR) continue;
    if (count > 0) into.assign(piece.data(), static_cast<std::size_t>(count));
    return count > 0;
  }
}

}  // namespace

Result<Filtered> run_filter(const Path& program, const std::vector<std::string>& arguments, const Path& input,
                            std::size_t limit, const std::function<bool(std::string_view)>& take_line) {
  const OwnedFd from(::open(input.c_str(), O_RDONLY | O_CLOEXEC));
  if (!from) return os_error("cannot read", input.string());
  TRY_ASSIGN(Pipe output, new_pipe());
  TRY_ASSIGN(Pipe errors, new_pipe());
  TRY_ASSIGN(const int child,
             spawn_program(program, arguments, {from.get(), output.theirs.get(), errors.theirs.get()}));
  output.theirs.reset();
  errors.theirs.reset();
  Filtered filtered;
  Said said(take_line);
  bool too_much = false;
  std::string piece;
  std::array<pollfd, 2> waits = {pollfd{output.ours.get(), POLLIN, 0}, pollfd{errors.ours.get(), POLLIN, 0}};
  while (waits[0].fd >= 0 || waits[1].fd >= 0) {
    if (::poll(waits.data(), waits.size(), -1) < 0) {
      if (errno == EINTR) continue;
      break;
    }
    if (waits[0].fd >= 0 && waits[0].revents != 0) {
      if (!read_some(waits[0].fd, piece)) {
        waits[0].fd = -1;
      } else if (filtered.output.size() + piece.size() > limit) {
        too_much = true;
        ::kill(child, SIGKILL);
        waits[0].fd = -1;
      } else {
        filtered.output.insert(filtered.output.end(), piece.begin(), piece.end());
      }
    }
    if (waits[1].fd >= 0 && waits[1].revents != 0) {
      if (read_some(waits[1].fd, piece))
        said.add(piece);
      else
        waits[1].fd = -1;
    }
  }
  TRY_ASSIGN(filtered.code, wait_for_program(child, program));
  if (too_much) return fail(Code::kPermanent, "{} writes more than {} bytes", program.string(), limit);
  filtered.said = said.finish();
  return filtered;
}

}  // namespace insyn
