// Takes over another program's connection to the X server, as what is left of a program does after exec, or a
// child after its parent's end: draws foreign colours into a window through it, in the raw protocol.
//
//   heir CONNECTION WINDOW CONTEXT     until its standard input ends
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>

namespace {

struct [[gnu::packed]] Requests {
  // ChangeGC: foreground.
  std::uint8_t change = 56, unused1 = 0;
  std::uint16_t change_words = 4;
  std::uint32_t context, mask = 4, colour;
  // PolyFillRectangle.
  std::uint8_t fill = 70, unused2 = 0;
  std::uint16_t fill_words = 5;
  std::uint32_t window, same_context;
  std::int16_t x = 0, y = 0;
  std::uint16_t width = 200, height = 150;
};

}  // namespace

int main(int count, char** arguments) {
  if (count != 4) return 2;
  const int connection = std::atoi(arguments[1]);
  Requests requests;
  requests.window = static_cast<std::uint32_t>(std::strtoul(arguments[2], nullptr, 10));
  requests.context = requests.same_context =
      static_cast<std::uint32_t>(std::strtoul(arguments[3], nullptr, 10));
  ::fcntl(connection, F_SETFL, O_NONBLOCK);
  for (std::uint32_t round = 0;; ++round) {
    requests.colour = 0xf200f2U + round % 8;
    if (::write(connection, &requests, sizeof requests) < 0) return 1;
    char heard[4096];
    while (::read(connection, heard, sizeof heard) > 0) {
    }
    pollfd wait{STDIN_FILENO, POLLIN, 0};
    if (::poll(&wait, 1, 30) > 0) return 0;
  }
}
