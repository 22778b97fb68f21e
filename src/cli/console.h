// How a verb reports to its user: results on stdout, everything else on stderr, progress only on a terminal,
// and the exit code.
#pragma once

#include <string>
#include <string_view>

namespace insyn::cli {

// The outcome of a verb that did its work, as the exit code. The exit codes are a contract: 0 (good), 1
// (failed), 2 (wrong usage).
enum class Outcome {
  kGood = 0,
  kBad = 1,  // it found a fault or a refusal, and has printed it
};

class Console {
 public:
  // Checks whether stderr is a terminal.
  Console();

  // Prints a line of the result to stdout.
  void result(std::string_view line);
  // Prints a line to stderr, after clearing the status line.
  void say(std::string_view line);
  // Replaces the status line on a terminal; does nothing elsewhere.
  void status(std::string_view line);
  void clear_status();
  // Shows the status line "<what> 42 %"; `share` is 0 to 1. Redrawn only where it changes.
  void progress(std::string_view what, double share);
  // Asks on stderr, where that and stdin are a terminal: whether the answer is yes, in English or Swedish.
  // True where there is nobody to ask.
  bool confirm(std::string_view question);
  bool on_terminal() const { return on_terminal_; }

 private:
  bool on_terminal_ = false;
  std::string status_;
};

}  // namespace insyn::cli
