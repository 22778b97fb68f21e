// What a verb says: results on stdout, everything else on stderr, and progress only where someone watches a
// terminal.
#pragma once

#include <string>
#include <string_view>

namespace insyn::cli {

class Console {
 public:
  // Looks at whether stderr is a terminal.
  Console();

  // A line of the result, on stdout.
  void result(std::string_view line);
  // A line for the person, on stderr. Clears the status line first.
  void say(std::string_view line);
  // Replaces the status line, on a terminal; nothing elsewhere.
  void status(std::string_view line);
  void clear_status();
  // A status line "<what> 42 %"; redrawn only where it changes.
  void progress(std::string_view what, double share);
  bool on_terminal() const { return on_terminal_; }

 private:
  bool on_terminal_ = false;
  std::string status_;
};

}  // namespace insyn::cli
