#include "os/terminal.h"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include "base/secret.h"
#include "os/descriptor.h"

namespace insyn {
namespace {

constexpr std::size_t kLongest = 1024;

// A terminal that does not show what is typed, until this goes.
class Quiet {
 public:
  explicit Quiet(int terminal) : terminal_(terminal) {
    ::tcgetattr(terminal_, &before_);
    termios quiet = before_;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(terminal_, TCSAFLUSH, &quiet);
  }
  ~Quiet() { ::tcsetattr(terminal_, TCSAFLUSH, &before_); }
  Quiet(const Quiet&) = delete;
  Quiet& operator=(const Quiet&) = delete;

 private:
  int terminal_;
  termios before_{};
};

void write_all(int terminal, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(terminal, text.data(), text.size());
    if (written <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace

Result<std::string> ask_secret(std::string_view prompt) {
  const OwnedFd terminal(::open("/dev/tty", O_RDWR | O_CLOEXEC));
  if (terminal.get() < 0) return fail(Code::kPermanent, "there is no terminal to ask at");
  write_all(terminal.get(), prompt);
  std::string line;
  line.reserve(kLongest);
  {
    const Quiet quiet(terminal.get());
    char character = 0;
    while (line.size() < kLongest && ::read(terminal.get(), &character, 1) == 1 && character != '\n')
      line.push_back(character);
  }
  write_all(terminal.get(), "\n");
  if (line.empty()) return fail(Code::kPermanent, "nothing was typed");
  return line;
}

}  // namespace insyn
