// A program that a test starts, talks to, and ends with itself.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "os/descriptor.h"
#include "os/file.h"

namespace insyn::support {

// Added to this process's environment, or replacing variables of it.
using Environment = std::map<std::string, std::string>;

// What a program reads from.
enum class Input { kPipe, kTerminal /* of its own, in whose foreground it is */ };

class Program {
 public:
  // Output and error go to files in `folder`. Ends with this process even if that is killed.
  Program(const Path& folder, const std::vector<std::string>& command, const Environment& environment = {},
          Input input = Input::kPipe);
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  pid_t pid() const { return pid_; }
  void signal(int number) const;
  void close_input() { input_.reset(); }
  void write(const std::string& text) const;
  bool ended();
  // Waits for its end, failing the test after `patience`. The exit code; 128 and the signal's number where
  // one ended it.
  int wait(std::chrono::seconds patience = std::chrono::seconds(60));

  std::string out() const;
  std::string err() const;

 private:
  Path out_, err_;
  OwnedFd input_;
  pid_t pid_ = -1;
  int code_ = -1;
};

// Runs it to its end.
struct Ran {
  int code = -1;
  std::string out, err;
};
Ran run(const Path& folder, const std::vector<std::string>& command, const Environment& environment = {},
        Input input = Input::kPipe);
// bin/insyn.
std::string insyn();

// What the kernel says of a process, a line for each fact ("PPid:\t1"); empty where there is none.
std::string status_of(pid_t process);

}  // namespace insyn::support
