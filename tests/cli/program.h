// Runs the built programs as a person or a script does.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "os/file.h"

namespace insyn::cli {

struct Ran {
  int code = -1;  // 128 and more where a signal ended it
  std::string out;
  std::string err;
};

// bin/`program`, or a program elsewhere by its absolute path, with `arguments`; its standard output and error
// go into pipes.
Ran run(const std::vector<std::string>& arguments, const std::string& program = "insyn");

// A running bin/`program` that says nothing.
class Running {
 public:
  Running(const std::vector<std::string>& arguments, const std::string& program);
  ~Running();
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  pid_t pid() const { return pid_; }
  bool ended();
  void signal(int number) const;
  // Its exit code.
  int wait();

 private:
  pid_t pid_ = -1;
  int code_ = -1;
};

// A folder that exists as long as this object.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  // Sorted.
  std::vector<std::string> names() const;

 private:
  Path folder_;
};

std::string read_all(const std::string& path);
void write_all(const std::string& path, std::string_view text);
// The permission bits.
unsigned mode_of(const std::string& path);
bool exists(const std::string& path);

}  // namespace insyn::cli
