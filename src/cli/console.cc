#include "cli/console.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "cli/printable.h"
#include "os/process.h"

namespace insyn::cli {
namespace {

constexpr int kStandardInput = 0, kStandardError = 2;

// With wrapping off the terminal itself cuts the line at its width, whatever that is by now.
constexpr std::string_view kNoWrap = "\x1b[?7l";
constexpr std::string_view kWrap = "\x1b[?7h";
constexpr std::string_view kClearLine = "\r\x1b[K";

bool can_redraw() {
  const char* terminal = std::getenv("TERM");
  return terminal != nullptr && *terminal != '\0' && std::string_view(terminal) != "dumb";
}

// In one piece, so that a program killed in between does not leave the terminal without wrapping.
void write(std::FILE* to, std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), to);
  std::fflush(to);
}

}  // namespace

Console::Console() : on_terminal_(is_terminal(kStandardError) && can_redraw()) {}

void Console::result(std::string_view line) {
  clear_status();
  write(stdout, printable(line) + "\n");
}

void Console::say(std::string_view line) {
  clear_status();
  write(stderr, printable(line) + "\n");
}

bool Console::confirm(std::string_view question) {
  if (!is_terminal(kStandardInput) || !is_terminal(kStandardError)) return true;
  clear_status();
  write(stderr, fmt::format("{} [y/N] ", printable(question)));
  constexpr std::size_t kLongest = 100;
  std::array<char, kLongest> answer{};
  if (std::fgets(answer.data(), static_cast<int>(answer.size()), stdin) == nullptr) return false;
  return std::string_view("yYjJ").find(answer.front()) != std::string_view::npos;
}

void Console::status(std::string_view line) {
  if (!on_terminal_ || line == status_) return;
  status_ = line;
  write(stderr, fmt::format("{}{}{}{}", kNoWrap, kClearLine, printable(line), kWrap));
}

void Console::clear_status() {
  if (status_.empty()) return;
  status_.clear();
  write(stderr, kClearLine);
}

void Console::progress(std::string_view what, double share) {
  const double sane = std::isfinite(share) ? std::clamp(share, 0.0, 1.0) : 0.0;
  status(fmt::format("{} {} %", what, static_cast<int>(sane * 100)));
}

}  // namespace insyn::cli
