#include "rooms.h"

#include <algorithm>
#include <regex>
#include <set>

#include "includes.h"

namespace insyn::structure {
namespace {

bool is_source(const std::string& file) { return has_ending(file, {".cc", ".h"}); }

std::string room_of(const std::string& file) {
  const std::string folder = Path(file).parent_path().generic_string();
  return folder == "src/os/posix" || folder == "src/os/linux" ? "src/os" : folder;
}

std::string header_of(const std::string& source) {
  return room_of(source) + "/" + Path(source).stem().string() + ".h";
}

std::vector<std::string> program_sources(const Path& root) {
  std::vector<std::string> sources = files_in(root, {"src"});
  std::erase_if(sources,
                [](const std::string& file) { return !file.ends_with(".cc") || is_for_tests(file); });
  return sources;
}

// "add_library(a SOURCES b.cc)" in a CMakeLists.txt.
struct Command {
  std::string name;
  std::vector<std::string> arguments;
};

std::vector<Command> commands_in(const Path& root, const std::string& list) {
  static const std::regex command(R"((\w+)\s*\(([^)]*)\))");
  static const std::regex word(R"(\S+)");
  std::string code;
  for (const std::string& line : lines_of(root, list)) code += line.substr(0, line.find('#')) + "\n";
  std::vector<Command> commands;
  for (std::sregex_iterator match(code.begin(), code.end(), command), end; match != end; ++match) {
    const std::string inside = (*match)[2];
    commands.push_back({(*match)[1], {}});
    for (std::sregex_iterator one(inside.begin(), inside.end(), word); one != end; ++one)
      commands.back().arguments.push_back(one->str());
  }
  return commands;
}

// How many targets below src/ compile each source.
std::map<std::string, int> times_compiled(const Path& root) {
  std::map<std::string, int> times;
  for (const std::string& list : files_in(root, {"src"})) {
    if (Path(list).filename() != "CMakeLists.txt") continue;
    for (const Command& command : commands_in(root, list)) {
      if (command.name == "set_source_files_properties") continue;
      for (const std::string& argument : command.arguments)
        ++times[(Path(list).parent_path() / argument).lexically_normal().generic_string()];
    }
  }
  return times;
}

// What breaks a rule without being an exception, and exceptions that break it no longer.
Faults judged(const Faults& broken, const Exceptions& exceptions, const std::string& how) {
  Faults faults;
  for (const std::string& one : broken)
    if (exceptions.count(one) == 0) faults.push_back(one + ": " + how);
  for (const auto& exception : exceptions) {
    if (std::find(broken.begin(), broken.end(), exception.first) == broken.end())
      faults.push_back(exception.first + ": no longer needs to be an exception");
  }
  return faults;
}

}  // namespace

std::vector<std::string> rooms_in(const Path& root) {
  std::set<std::string> rooms;
  for (const std::string& file : files_in(root, {"src"})) {
    if (is_source(file) && !(is_for_tests(Path(file).filename().string()))) rooms.insert(room_of(file));
  }
  return {rooms.begin(), rooms.end()};
}

Faults sources_without_header(const Path& root, const Exceptions& without, int& seen) {
  Faults broken;
  for (const std::string& source : program_sources(root)) {
    ++seen;
    if (!std::filesystem::exists(root / header_of(source))) broken.push_back(source);
  }
  return judged(broken, without, "has no header of its own");
}

Faults rooms_without_library(const Path& root, const Exceptions& otherwise, int& seen) {
  std::set<std::string> with_sources;
  for (const std::string& source : program_sources(root)) with_sources.insert(room_of(source));
  Faults broken;
  for (const std::string& room : with_sources) {
    ++seen;
    const auto commands = commands_in(root, room + "/CMakeLists.txt");
    const auto libraries = std::count_if(commands.begin(), commands.end(),
                                         [](const Command& one) { return one.name == "insyn_library"; });
    if (libraries != 1) broken.push_back(room);
  }
  return judged(broken, otherwise, "its CMakeLists.txt does not make one library");
}

Faults sources_not_compiled_once(const Path& root, int& seen) {
  Faults faults;
  std::map<std::string, int> times = times_compiled(root);
  for (const std::string& source : program_sources(root)) {
    ++seen;
    if (times[source] != 1) faults.push_back(fmt::format("{}: compiled {} times", source, times[source]));
  }
  return faults;
}

Faults rooms_without_row(const Path& root, int& seen) {
  Faults faults;
  for (const std::string& room : rooms_in(root)) {
    ++seen;
    if (!has_row(room.substr(std::string("src/").size())))
      faults.push_back(room + ": has no row in tests/structure/may_include.cc");
  }
  return faults;
}

Faults rooms_not_documented(const Path& root, int& seen) {
  static const std::regex in_first_cell(R"(^\| `(src/[^`]+)` \|)");
  std::set<std::string> documented;
  for (const std::string& line : lines_of(root, "docs/architecture.md")) {
    std::smatch match;
    if (std::regex_search(line, match, in_first_cell)) documented.insert(match[1]);
  }
  Faults faults;
  for (const std::string& room : rooms_in(root)) {
    ++seen;
    if (documented.erase(room) == 0) faults.push_back(room + ": is not in docs/architecture.md");
  }
  for (const std::string& room : documented)
    faults.push_back(room + ": is in docs/architecture.md and does not exist");
  return faults;
}

}  // namespace insyn::structure
