#include "os/running_program.h"

#include <array>
#include <charconv>
#include <filesystem>
#include <fstream>

#include "os/loaded_code.h"
#include "os/process.h"

namespace insyn {
namespace {

constexpr std::size_t kMostParents = 12;

// proc(5): "pid (comm) state ppid pgrp session tty_nr tpgid …".
struct Stat {
  int parent = 0, group = 0, session = 0, terminal = 0, foreground_group = 0;
};

// The name of the program may hold anything, also a bracket, but is followed by the last one.
Stat parsed(std::string_view stat) {
  const std::size_t name_end = stat.rfind(')');
  if (name_end == std::string_view::npos || name_end + 4 > stat.size()) return {};
  stat.remove_prefix(name_end + 4);  // ") S "
  std::array<int, 5> numbers{};
  const char* at = stat.data();
  for (int& number : numbers) {
    const auto read = std::from_chars(at, stat.data() + stat.size(), number);
    if (read.ec != std::errc() || read.ptr == stat.data() + stat.size()) return {};
    at = read.ptr + 1;
  }
  return {numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]};
}

Stat read_stat(int pid) {
  std::ifstream file(fmt::format("/proc/{}/stat", pid));
  std::string stat;
  return std::getline(file, stat, '\0') ? parsed(stat) : Stat();
}

// proc(5): a line "TracerPid:", a tabulator and the number. Where it is not told, somebody may.
bool read_is_traced(int pid) {
  std::ifstream file(fmt::format("/proc/{}/status", pid));
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("TracerPid:")) return line != "TracerPid:\t0";
  }
  return true;
}

// Of the whole process, as the sandbox is.
ProgramSource& source() {
  static ProgramSource one{&read_running_program, &open_program_file, &read_only_system_code,
                           &read_only_system_files};
  return one;
}

}  // namespace

Result<RunningProgram> read_running_program(int pid) {
  const std::string link = fmt::format("/proc/{}/exe", pid);
  TRY_ASSIGN(const FileIdentity identity, identity_of_file(link));
  std::error_code error;
  const Path path = std::filesystem::read_symlink(link, error);
  const Stat stat = read_stat(pid);
  const bool at_terminal = stat.terminal != 0 && stat.group == stat.foreground_group;
  return RunningProgram{identity, error ? "(unknown program)" : path.string(), at_terminal,
                        read_is_traced(pid), stat.parent};
}

const ProgramSource& program_source() { return source(); }

const std::optional<RunningProgram>& ProcessTree::running(int process) {
  const auto known = known_.find(process);
  if (known != known_.end()) return known->second;
  Result<RunningProgram> told = program_source().running(process);
  std::optional<RunningProgram>& running = known_[process];
  if (told) running = std::move(*told);
  return running;
}

std::vector<FileIdentity> ProcessTree::programs_that_started(int process) {
  std::vector<FileIdentity> programs;
  while (programs.size() < kMostParents) {
    const std::optional<RunningProgram>& child = running(process);
    if (!child || child->parent <= 1) break;
    process = child->parent;
    const std::optional<RunningProgram>& parent = running(process);
    if (parent) programs.push_back(parent->identity);
  }
  return programs;
}

void set_program_source(ProgramSource new_source) { source() = std::move(new_source); }

}  // namespace insyn
